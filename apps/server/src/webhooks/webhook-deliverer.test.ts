import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { DueDelivery } from "../store/store.js";
import { postDelivery } from "./post-delivery.js";
import { signDelivery } from "./sign-delivery.js";
import { createWebhookDeliverer, MOST_TRIES, waitBeforeTry } from "./webhook-deliverer.js";
import { isPublicAddress, webhookUrlProblem } from "./webhook-url.js";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver that answers with the statuses in turn; `null` never answers. */
async function receive(statuses: (number | null)[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
    const status = statuses.shift();
    if (typeof status === "number") response.writeHead(status, { location: "/elsewhere" }).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/hook`, received };
}

/** One delivery, noted as the store would. */
function oneDelivery(url: string) {
  let tries = 0;
  let dueAt = 0;
  let state: "waiting" | "delivered" | "given up" = "waiting";
  const reasons: string[] = [];
  const delivery = { id: "d", webhook: "w", url, secret: "whsec_test", body: '{"id":"d"}' };
  return {
    reasons,
    state: () => state,
    dueAt: () => dueAt,
    store: {
      async takeDue(now: Date, until: Date): Promise<DueDelivery[]> {
        if (state !== "waiting" || now.getTime() < dueAt) return [];
        dueAt = until.getTime();
        return [{ ...delivery, tries }];
      },
      async putBack(_: string, at: Date) {
        dueAt = at.getTime();
      },
      async delivered() {
        state = "delivered";
      },
      async failed(_: string, reason: string, nextAt: Date | null) {
        tries += 1;
        reasons.push(reason);
        if (nextAt === null) state = "given up";
        else dueAt = nextAt.getTime();
      },
    },
  };
}

function delivererOf(store: ReturnType<typeof oneDelivery>["store"], clock: () => number, more: object = {}) {
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  return createWebhookDeliverer({
    store,
    clock,
    uniform: () => 0.5,
    resolve,
    privateAllowed: true,
    ...more,
  });
}

describe("a signature", () => {
  it("is what OpenSSL makes of the time and the body", () => {
    // printf '1700000000.{"id":"d"}' | openssl dgst -sha256 -hmac whsec_test
    const hex = "8118d458c54d9d7938931afa5fd8ab97c98d94ee0d44702a5a7cf4741ddce96c";
    expect(signDelivery("whsec_test", '{"id":"d"}', 1_700_000_000_999)).toBe(`t=1700000000,v1=${hex}`);
  });
});

describe("a delivery", () => {
  it("comes signed, and once where it is taken", async () => {
    const { url, received } = await receive([200]);
    const one = oneDelivery(url);
    const deliverer = delivererOf(one.store, () => 1_700_000_000_000);
    await deliverer.deliverDue();
    await deliverer.deliverDue();
    expect(one.state()).toBe("delivered");
    expect(received).toHaveLength(1);
    expect(received[0]?.body).toBe('{"id":"d"}');
    expect(received[0]?.headers["wristprint-signature"]).toBe(
      signDelivery("whsec_test", '{"id":"d"}', 1_700_000_000_000),
    );
  });

  it("comes again after failures and redirects, later each time", async () => {
    const { url, received } = await receive([500, 302, 204]);
    const one = oneDelivery(url);
    let now = 0;
    const deliverer = delivererOf(one.store, () => now);
    const waits: number[] = [];
    for (let tries = 0; tries < 3; tries++) {
      await deliverer.deliverDue();
      waits.push(one.dueAt() - now);
      now = one.dueAt();
    }
    expect(one.reasons).toEqual(["answered 500", "answered 302"]);
    expect(waits.slice(0, 2)).toEqual([5_000, 10_000]);
    expect(one.state()).toBe("delivered");
    expect(received).toHaveLength(3);
  });

  it("is given up in the end", async () => {
    const one = oneDelivery("http://localhost:1/nobody-is-there");
    let now = 0;
    const deliverer = delivererOf(one.store, () => now);
    for (let tries = 0; tries < MOST_TRIES + 3; tries++) {
      await deliverer.deliverDue();
      now = Math.max(now, one.dueAt());
    }
    expect(one.state()).toBe("given up");
    expect(one.reasons).toHaveLength(MOST_TRIES);
  });

  it("does not wait for a receiver that does not answer", async () => {
    const { url } = await receive([null]);
    const one = oneDelivery(url);
    await delivererOf(one.store, () => 0, { timeoutMs: 50 }).deliverDue();
    expect(one.reasons).toEqual(["no answer within 0.05 s"]);
  });

  it("is called off at the end and is due again at once", async () => {
    const { url } = await receive([null]);
    const one = oneDelivery(url);
    const deliverer = delivererOf(one.store, () => 0);
    const delivering = deliverer.deliverDue();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await deliverer.close();
    await delivering;
    expect(one.state()).toBe("waiting");
    expect(one.dueAt()).toBe(0);
    expect(one.reasons).toEqual([]);
  });

  it("goes to no name that leads to a private address, among others or alone", async () => {
    for (const addresses of [
      ["10.0.0.1"],
      ["93.184.216.34", "127.0.0.1"],
      ["::ffff:169.254.169.254"],
      ["fd00::1"],
    ]) {
      const resolve = async () =>
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      const options = {
        privateAllowed: false,
        timeoutMs: 50_000,
        resolve,
        signal: new AbortController().signal,
      };
      await expect(postDelivery("https://example.com/", {}, "", options)).rejects.toThrow(/private address/);
    }
  });
});

describe("a webhook's URL", () => {
  it.each([
    ["http://example.com/", "https expected"],
    ["http://localhost/", "https expected"],
    ["ftp://example.com/", "https expected"],
    ["https://user:word@example.com/", "no user name"],
    ["https://127.0.0.1/", "private"],
    ["https://2130706433/", "private"],
    ["https://[::1]/", "private"],
    ["https://[::ffff:10.0.0.1]/", "private"],
    ["https://169.254.169.254/latest", "private"],
    ["https://localhost/", "private"],
    ["https://a.localhost/", "private"],
  ])("is refused where it is %s", (url, reason) => {
    expect(webhookUrlProblem(url, false)).toContain(reason);
  });

  it("may be any public name by https, and this machine by http where that is allowed", () => {
    expect(webhookUrlProblem("https://example.com/hook?a=1", false)).toBeUndefined();
    expect(webhookUrlProblem("http://localhost:3000/", true)).toBeUndefined();
    expect(webhookUrlProblem("http://example.com/", true)).toContain("https expected");
  });
});

it("no address of RFC 1918 is public, whatever its last bytes are", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(byte, byte, (a, b) => {
      for (const start of ["10.9", "192.168", "172.31", "127.0"]) {
        expect(isPublicAddress(`${start}.${a}.${b}`)).toBe(false);
        expect(isPublicAddress(`::ffff:${start}.${a}.${b}`)).toBe(false);
      }
      expect(isPublicAddress(`8.8.${a}.${b}`)).toBe(true);
    }),
  );
});

it("waits are within a quarter of twice the last, and at most five hours", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, draw) => {
        const wait = waitBeforeTry(tries, () => draw);
        expect(wait).toBeGreaterThanOrEqual(3_750);
        expect(wait).toBeLessThanOrEqual(5 * 3_600_000);
      },
    ),
  );
});
