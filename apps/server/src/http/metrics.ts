/** Figures for Prometheus at `/metrics`. Labels name routes and codes, never people, sessions or projects. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { isLocalCall } from "./access/origin.js";
import { equalSecrets } from "./access/secrets.js";
import type { ServerContext } from "./context.js";
import { HttpProblem } from "./problem.js";

export interface Metrics {
  /** A webhook was delivered, failed for now, or given up. */
  webhook(outcome: "delivered" | "failed" | "given-up"): void;
}

type MetricsContext = Pick<ServerContext, "settings" | "engine" | "recogniser">;

export function serveMetrics(
  app: FastifyInstance,
  { settings, engine, recogniser }: MetricsContext,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (settings.processMetrics) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "wristprint_http_request_seconds",
    help: "Time from a request's head to its answer's end",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const webhooks = new Counter({
    name: "wristprint_webhook_deliveries_total",
    help: "Tries to deliver a webhook, by what came of them",
    labelNames: ["outcome"],
    registers,
  });
  const decisions = new Histogram({
    name: "wristprint_decision_seconds",
    help: "Time from the receipt of a block's last event to the decision on it",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  engine.watchDecisionTimes((ms) => decisions.observe(ms / 1000));
  gauge("wristprint_live_sessions", "Sessions that are held in memory", () => engine.liveSessions);
  gauge(
    "wristprint_replay_tracks",
    "Stored movements in memory, to find replays of",
    () => engine.replayTracks,
  );
  gauge("wristprint_waiting_blocks", "Blocks that wait for a signature", () => engine.waitingBlocks);
  gauge(
    "wristprint_healthy_predictors",
    "Predictors that answer",
    () => recogniser.predictors.filter(({ healthy }) => healthy).length,
  );

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }

  app.addHook("onResponse", async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    requests.observe(
      { method, route: routeOptions.url ?? "none", status: statusCode },
      Math.max(0, elapsedTime) / 1000,
    );
  });
  app.get("/metrics", async (request, reply) => {
    refuseStrangers(request, settings.metricsToken);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return { webhook: (outcome) => webhooks.inc({ outcome }) };
}

function refuseStrangers(request: FastifyRequest, token: string | null): void {
  const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token !== null && given !== undefined && equalSecrets(given, token)) return;
  if (token === null && isLocalCall(request)) return;
  const needs = token === null ? "a call from this machine" : "Authorization: Bearer with the metrics token";
  throw new HttpProblem(401, "no-access", needs);
}
