# PostgreSQL for deploy/test/run, where the registry's image can't be had: sets itself up, then serves.
ARG BASE=debian:bookworm
FROM ${BASE}
RUN mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf && \
    apt-get -q update && apt-get -q -y install --no-install-recommends postgresql && \
    mkdir -p /var/lib/postgresql/data && chown postgres: /var/lib/postgresql/data
COPY serve /usr/local/bin/serve
USER postgres
ENTRYPOINT ["/usr/local/bin/serve"]
