# Everything a person does with this repository. `make` alone lists the verbs.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
.PHONY: help run test check fix docs demo bench smoke shell lock vendor clean setup setup-dev \
        check-all lint-env browser

ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq
WITH_SERVERS := $(PY) -m liaison.embedded
export PYTHONDONTWRITEBYTECODE :=
export UV_PYTHON_DOWNLOADS := never
export PIP_ROOT_USER_ACTION := ignore

help: ## 列出全部命令 · list the verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

run: setup ## 启动整个系统（数据库、网站、后台任务），Ctrl-C 停止 · run everything
	@exec $(PY) -m liaison.up

test: setup-dev browser ## 运行全部测试，含浏览器流程 · every test, browser journeys included
	@exec $(PY) -m pytest $(ARGS)

check: setup-dev ## 检查代码、类型、模板、依赖方向、部署设置，不改任何文件 · judge, change nothing
	@exec $(WITH_SERVERS) $(MAKE) check-all

fix: setup-dev ## 自动修正格式 · mend what a machine can mend
	$(PY) -m ruff check --fix --exit-zero -q
	$(PY) -m ruff format -q

docs: setup-dev ## 重新生成 docs/ 中由程序打印的页面 · print the generated pages
	$(PY) manage.py print_docs

demo: setup ## 装载铜陵演示数据 · load the demonstration
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py demo $(ARGS)

bench: setup-dev ## 性能测量 · measure the speed
	@exec $(PY) -m tests.benchmarks $(ARGS)

smoke: setup ## 在临时目录起一套完整系统并走通全流程（一分钟内） · drive the whole loop once
	@exec $(PY) -m tests.smoke

shell: setup ## 打开 Python 命令行 · a Python prompt with the models
	@exec $(PY) manage.py shell

lock: setup ## 按 pyproject.toml 重新锁定依赖 · resolve and pin the dependencies
	$(PIP) install uv
	$(PY) -m uv pip compile pyproject.toml $(LOCK_OPTIONS) -o requirements.lock.txt
	$(PY) -m uv pip compile pyproject.toml --group dev $(LOCK_OPTIONS) -o requirements-dev.lock.txt
	$(PY) -m uv pip compile pyproject.toml --extra training $(LOCK_OPTIONS) -c requirements.lock.txt -o requirements-training.lock.txt

vendor: setup ## 更新 static/vendor 中的前端库 · refresh the vendored front-end libraries
	$(PY) scripts/vendor.py $(ARGS)

clean: ## 删除虚拟环境与缓存，保留 .data 中的数据 · remove environment and caches, keep the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .cache collected
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- set-up: done once, and again when a lock file changes -------------------------------------------
LOCK_OPTIONS := -q --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11

setup: $(VENV)/run.stamp
setup-dev: $(VENV)/run.stamp $(VENV)/dev.stamp

$(PY):
	@python=; for name in python3.11 python3.12 python3 python3.13 python; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo '需要 Python 3.11 或更新的版本，例如：apt-get install python3 python3-venv'; exit 1; \
	fi; \
	echo "正在建立虚拟环境 $(VENV)（$$($$python --version)）…"; \
	$$python -m venv $(VENV) || { rm -rf $(VENV); echo '建立失败。Debian/Ubuntu 上请先执行：apt-get install python3-venv'; exit 1; }

$(VENV)/run.stamp: requirements.lock.txt | $(PY)
	@echo '正在安装依赖（按哈希校验）…'
	@$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock.txt | $(PY) $(VENV)/run.stamp
	@echo '正在安装开发依赖（按哈希校验）…'
	@$(PIP) install --require-hashes -r $<
	@touch $@

browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	echo '没有找到 chromium：浏览器流程（tests/journeys）将跳过。安装：apt-get install chromium fonts-noto-cjk'

# -- what `make check` looks at, with the servers up --------------------------------------------------
check-all:
	$(PY) -m ruff format --check -q
	$(PY) -m ruff check -q
	$(PY) -m mypy
	$(PY) -m djlint --lint --quiet templates
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	DEBUG=0 SITE_URL=https://liaison.example.cn ALLOWED_HOSTS=liaison.example.cn HOTLINE_RECEIVER=0 \
	  SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  $(PY) manage.py check --deploy --fail-level WARNING --database default
	$(PY) -m pytest -q tests/architecture
	@echo '全部检查通过。'
