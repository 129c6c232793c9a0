#!/bin/sh
# Runs once, when PostgreSQL makes its data folder: the role of everyday work, which owns nothing. What it may do is granted
# by `pejling migrate forward`.
set -eu
password=$(cat /run/secrets/application_password)
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -v password="$password" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE pejling_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
SQL
