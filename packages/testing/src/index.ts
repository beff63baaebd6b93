export { launchChromium } from "./launch-chromium.js";
export { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "./postgresql-server.js";
