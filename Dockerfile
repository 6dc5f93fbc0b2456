# refrain in a container. Build it once:
#
#     docker build -t refrain .
#
# Run it on the folder `input` below the current one; `--user` makes the output yours:
#
#     docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" refrain run input -o output
#
# Nothing leaves the container: `--network none` may be added.

FROM rust:1-slim-bookworm AS build
WORKDIR /build
COPY . .
# The caches keep the registry and what was compiled, so that a second build is quick.
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/build/target \
    cargo build --locked --profile dist --features parquet,png,worker \
    && cp target/dist/refrain /usr/local/bin/refrain

FROM debian:bookworm-slim
# Figures as PNG are drawn with the fonts of the machine.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/refrain /usr/local/bin/refrain
COPY --from=build /build/LICENSE-* /usr/share/doc/refrain/
WORKDIR /work
ENTRYPOINT ["refrain"]
CMD ["run"]
