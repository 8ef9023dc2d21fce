/** The port of programs that everybody knows, by the last part of their image. */
const PORTS: Readonly<Record<string, number>> = {
  cassandra: 9042,
  clickhouse: 8123,
  cockroach: 26257,
  consul: 8500,
  couchdb: 5984,
  elasticsearch: 9200,
  etcd: 2379,
  httpd: 80,
  influxdb: 8086,
  keycloak: 8080,
  mariadb: 3306,
  memcached: 11211,
  minio: 9000,
  mongo: 27017,
  mongodb: 27017,
  mysql: 3306,
  nats: 4222,
  nginx: 80,
  postgis: 5432,
  postgres: 5432,
  postgresql: 5432,
  rabbitmq: 5672,
  redis: 6379,
  valkey: 6379,
  vault: 8200,
  "azure-sql-edge": 1433,
};

/** The port on which the program of an image listens, where everybody knows it. */
export function knownPort(image: string | undefined): number | undefined {
  const name = image?.split("@").at(0)?.split("/").at(-1)?.split(":").at(0) ?? "";
  return Object.hasOwn(PORTS, name) ? PORTS[name] : undefined;
}
