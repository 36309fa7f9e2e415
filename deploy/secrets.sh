#!/bin/sh
# Makes every secret the containers read, once: what is there is never changed.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets tls

random() { od -An -vtx1 -N "$1" /dev/urandom | tr -d ' \n'; }

keep() { # name, text
  [ -e "secrets/$1" ] && return 0
  printf '%s\n' "$2" >"secrets/$1.new"
  # Read by the containers' ordinary users; the folder itself is closed to everyone else.
  chmod 444 "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
}

keep postgres_password "$(random 24)"
keep owner_password "$(random 24)"
keep app_password "$(random 24)"
keep owner_url "postgresql://liaison_owner:$(cat secrets/owner_password)@postgres:5432/liaison"
keep database_url "postgresql://liaison:$(cat secrets/app_password)@postgres:5432/liaison"
redis_password="$(random 24)"
if [ ! -e secrets/redis_conf ]; then
  keep redis_url "redis://:$redis_password@redis:6379/0"
  keep redis_conf "requirepass $redis_password
dir /data
appendonly yes
maxmemory-policy noeviction"
fi
keep secret_key "$(random 48)"
keep index_key "$(random 32)"
keep field_keys "1:sm4:$(random 16)"
keep hotline_key "$(random 32)"

echo "密钥已在 deploy/secrets/ 中。请另行备份 field_keys 与 index_key：遗失后个人信息无法解读。"
[ -e tls/certificate.pem ] && [ -e tls/key.pem ] ||
  echo "还需要证书：deploy/tls/certificate.pem 与 deploy/tls/key.pem（chmod 444 key.pem，目录已对他人关闭）。"
