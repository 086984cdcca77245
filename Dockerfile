# The full image has the compiler that better-sqlite3 needs where no binary of it is to be had; both have the same
# Debian under them, so what is built in the one runs in the other. Tags are exact: the same file gives the same image.
FROM node:24.22.3-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json LICENSE ./
COPY tools tools
COPY src src
RUN npm run build -- --package && npm prune --omit=dev \
    && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/build/Release/obj*

FROM node:24.22.3-bookworm-slim
ENV NODE_ENV=production \
    CLAIM_LEDGER_DATA=/data \
    CLAIM_LEDGER_HOST=0.0.0.0 \
    CLAIM_LEDGER_PORT=4747
WORKDIR /app
COPY package.json LICENSE ./
COPY seeds seeds
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# A new volume takes over the owner of what it is put on. The program itself stays root's: the ledger can't change it.
RUN install -d -o node -g node -m 700 /data && ln -s /app/dist/cli.js /usr/local/bin/claim-ledger
USER node
VOLUME /data
EXPOSE 4747
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=12 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CLAIM_LEDGER_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["claim-ledger"]
CMD ["serve"]
