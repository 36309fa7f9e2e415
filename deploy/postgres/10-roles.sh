#!/bin/sh
# Runs once, when the database folder is empty: two roles, and a database the program does not own.
set -eu
exec psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  -v owner_password="$(cat /run/secrets/owner_password)" \
  -v app_password="$(cat /run/secrets/app_password)" \
  -f "$(dirname "$0")/roles.psql"
