#!/bin/sh
# Asks the registry for the digests of the images that Dockerfile and compose.yaml name, and writes them to .env, where
# docker compose finds them. Run it when a version in those files changes, look at the difference, and keep it.
set -eu
cd "$(dirname "$0")/.."
node=$(sed -n 's/^FROM \(node:[^@]*\)@.*/\1/p' Dockerfile | sort -u)
postgres=$(sed -n 's/^ *image: \(postgres:[^@]*\)@.*/\1/p' compose.yaml | sort -u)
digest() { docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1"; }
node_digest=$(digest "$node")
postgres_digest=$(digest "$postgres")
for found in "$node_digest" "$postgres_digest"; do
  case $found in sha256:*) ;; *) echo "pin-images: expected a digest, found $found" >&2; exit 1 ;; esac
done
touch .env
grep -v -e '^NODE_DIGEST=' -e '^POSTGRES_DIGEST=' .env > .env.new || true
printf 'NODE_DIGEST=%s\nPOSTGRES_DIGEST=%s\n' "$node_digest" "$postgres_digest" >> .env.new
mv .env.new .env
echo "$node@$node_digest"
echo "$postgres@$postgres_digest"
