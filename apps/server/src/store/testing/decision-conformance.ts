import { webhookDelivery } from "@wristprint/api";
import { expect, it } from "vitest";
import type { DueDelivery, WebhookEvent } from "../store.js";
import type { ConformanceSubject } from "./conformance-subject.js";
import {
  anomaly,
  identification,
  MALFORMED,
  MODEL,
  NOBODY,
  newProject,
  newSession,
  SUMMARY,
  verification,
} from "./samples.js";

const far = new Date("2090-01-01T00:00:00.000Z");

export function decisionConformance(subject: ConformanceSubject): void {
  const begin = async () => {
    const { id: project } = await newProject(subject.store);
    const ada = await subject.store.subjects.create(project, "ada");
    return { project, ada, session: (await newSession(subject.store, project)).id };
  };
  const hook = async (project: string, events: readonly WebhookEvent[]) => {
    const webhook = { url: `https://${project}.example/`, events, secret: "whsec" };
    return await subject.store.webhooks.create(project, webhook);
  };
  /** Those of one webhook: other tests' wait too. They are not taken for longer than that very time. */
  const due = async (webhook: string): Promise<DueDelivery[]> =>
    (await subject.store.webhooks.takeDue(far, far, 1000)).filter((one) => one.webhook === webhook);

  it("lists a session's decisions as they were made, newest first, page by page", async () => {
    const { decisions } = subject.store;
    const { project, ada, session } = await begin();
    const other = await newProject(subject.store);
    const made = [verification(session, ada), identification(session, [ada]), anomaly(session)];
    await decisions.append(made.map((decision) => ({ project, decision })));
    await decisions.append(made.map((decision) => ({ project, decision })));
    const page = await decisions.list(project, session, { limit: 2 });
    expect(page.items).toEqual([made[2], made[1]]);
    const rest = await decisions.list(project, session, { limit: 2, after: page.next ?? "" });
    expect(rest).toEqual({ items: [made[0]], next: null });
    expect((await decisions.list(other.id, session, { limit: 2 })).items).toEqual([]);
    for (const id of [NOBODY, ...MALFORMED]) {
      expect((await decisions.list(project, id, { limit: 2 })).items).toEqual([]);
    }
  });

  it("gives the latest of each kind for many sessions", async () => {
    const { decisions } = subject.store;
    const { project, ada, session } = await begin();
    const second = (await newSession(subject.store, project)).id;
    const [v1, v2, a, other] = [
      verification(session, ada),
      verification(session, ada),
      anomaly(session),
      anomaly(second),
    ];
    await decisions.append([v1, a, other, v2].map((decision) => ({ project, decision })));
    const latest = await decisions.latest([session, second, NOBODY, ...MALFORMED]);
    expect([...latest.keys()].sort()).toEqual([session, second].sort());
    expect(latest.get(session)).toEqual([a, v2]);
    expect(latest.get(second)).toEqual([other]);
    expect((await decisions.latest([])).size).toBe(0);
  });

  it("keeps no decision of another project's session, nor about people who are not there", async () => {
    const { decisions } = subject.store;
    const { project, ada, session } = await begin();
    const other = await begin();
    const ghost = { id: NOBODY, name: "ghost" };
    const partly = identification(session, [ada, ghost, other.ada]);
    const wrong = [
      { project: other.project, decision: anomaly(session) },
      { project, decision: anomaly(NOBODY) },
      { project, decision: verification(session, ghost) },
      { project, decision: verification(session, other.ada) },
      { project, decision: identification(session, [ghost, ada]) },
    ];
    await decisions.append([...wrong, { project, decision: partly }]);
    const { items } = await decisions.list(project, session, { limit: 9 });
    expect(items).toEqual([{ ...partly, candidates: partly.candidates.slice(0, 1) }]);
  });

  it("notes with a decision one delivery for each webhook that asked for its kind", async () => {
    const { decisions, webhooks } = subject.store;
    const { project, ada, session } = await begin();
    const other = await newProject(subject.store);
    const [asked, not, foreign] = [
      await hook(project, ["verification", "anomaly"]),
      await hook(project, ["identification"]),
      await hook(other.id, ["verification"]),
    ];
    const decision = verification(session, ada);
    await decisions.append([{ project, decision }]);
    await decisions.append([{ project, decision }]);
    const [delivery, ...more] = await due(asked.id);
    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ url: asked.url, secret: "whsec", tries: 0 });
    const at = subject.clock.at.toISOString();
    const body = webhookDelivery.parse(JSON.parse(delivery?.body ?? ""));
    expect(body).toEqual({ id: delivery?.id, event: "verification", at, project, data: decision });
    expect(await due(not.id)).toEqual([]);
    expect(await due(foreign.id)).toEqual([]);
    expect(await webhooks.list(project)).toEqual([{ ...asked, waiting: 1 }, not]);
  });

  it("hands a delivery to one server alone, until it is delivered or given up, or the time is over", async () => {
    const { sessions, webhooks } = subject.store;
    const { project, session } = await begin();
    const { id: other } = await newSession(subject.store, project);
    const { id } = await hook(project, ["session.ended"]);
    await sessions.end(session, new Date(1000), SUMMARY);
    await sessions.end(session, new Date(1500), SUMMARY);
    await sessions.end(other, new Date(2000), SUMMARY);
    const take = async (at: number, until: number) =>
      (await webhooks.takeDue(new Date(at), new Date(until), 1000)).filter(({ webhook }) => webhook === id);
    expect(await take(999, 9999)).toEqual([]);
    const both = await Promise.all([take(2000, 3000), take(2000, 3000), take(2000, 3000)]);
    const [first, second, ...more] = both.flat();
    if (first === undefined || second === undefined) throw new Error("two deliveries expected");
    expect(more).toEqual([]);
    const ended = { at: "1970-01-01T00:00:01.000Z", event: "session.ended", data: { session } };
    expect(webhookDelivery.parse(JSON.parse(first.body))).toEqual({ ...ended, id: first.id, project });
    expect(first).toMatchObject({ secret: "whsec", tries: 0 });
    expect(await take(2999, 3000)).toEqual([]);
    expect(await take(3000, 9000)).toEqual([first, second]);
    await webhooks.failed(first.id, "status 500", new Date(5000));
    await webhooks.putBack(second.id, new Date(4000));
    expect(await take(4999, 9000)).toEqual([second]);
    expect(await take(5000, 9000)).toEqual([{ ...first, tries: 1 }]);
    const state = async () => (await webhooks.list(project))[0];
    expect(await state()).toMatchObject({ waiting: 2, lastFailure: "status 500", lastDeliveredAt: null });
    await webhooks.delivered(second.id, new Date(6000));
    expect(await state()).toMatchObject({ waiting: 1, lastFailure: null, lastDeliveredAt: new Date(6000) });
    await webhooks.failed(first.id, "gone", null);
    expect(await state()).toMatchObject({ waiting: 0, lastFailure: "gone" });
    expect(await due(id)).toEqual([]);
    for (const unknown of [NOBODY, ...MALFORMED]) {
      await webhooks.putBack(unknown, far);
      await webhooks.delivered(unknown, far);
      await webhooks.failed(unknown, "x", far);
    }
  });

  it("notes with an enrolment one delivery for each webhook that asked", async () => {
    const { enrolments } = subject.store;
    const { project, ada, session } = await begin();
    const { id } = await hook(project, ["enrolment"]);
    const wanted = { subject: ada.id, session, model: MODEL, blocks: 5, mean: Float32Array.of(1) };
    const made = await enrolments.create(project, wanted);
    await enrolments.create(project, wanted);
    await enrolments.create(project, { ...wanted, session: null });
    const told = (await due(id)).map(({ body }) => JSON.parse(body));
    const data = { subject: ada.id, enrolment: made.id, session, blocks: 5 };
    expect(told).toMatchObject([
      { event: "enrolment", project, data },
      { event: "enrolment", project, data: { session: null } },
    ]);
    await expect(enrolments.create(project, { ...wanted, subject: NOBODY })).rejects.toThrow();
    expect(await due(id)).toHaveLength(2);
  });

  it("erases a webhook with its deliveries, of its own project alone", async () => {
    const { sessions, webhooks } = subject.store;
    const { project, session } = await begin();
    const other = await newProject(subject.store);
    const { id } = await hook(project, ["session.ended"]);
    await sessions.end(session, new Date(0), SUMMARY);
    expect(await due(id)).toHaveLength(1);
    expect(await webhooks.erase(other.id, id)).toBe(false);
    for (const unknown of MALFORMED) expect(await webhooks.erase(project, unknown)).toBe(false);
    expect(await webhooks.erase(project, id)).toBe(true);
    expect(await due(id)).toEqual([]);
    expect(await webhooks.list(project)).toEqual([]);
    const missing = webhooks.create(NOBODY, { url: "https://a.example", events: ["anomaly"], secret: "s" });
    await expect(missing).rejects.toMatchObject({ code: "missing" });
  });
}
