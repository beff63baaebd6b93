import { type CallAnswer, type CallInput, ENDPOINTS, type EndpointName } from "@wristprint/api";

type Ends = typeof ENDPOINTS;
type Input<N extends EndpointName> = Partial<CallInput<Ends[N]>>;

/** Calls the HTTP API as the console does: with a cookie, and every answer held to its schema. */
export interface ConsoleClient {
  call<N extends EndpointName>(name: N, input?: Input<N>): Promise<CallAnswer<Ends[N]>>;
  readonly cookie: string;
}

/** Sets a new server up and signs in. */
export async function signInFirst(address: string, password: string): Promise<ConsoleClient> {
  const answer = await fetch(`${address}/v1/console/setup`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ password }),
  });
  if (!answer.ok) throw new Error(`setting up: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return {
    cookie,
    async call(name, input = {}) {
      const { method, path, answer: schema } = ENDPOINTS[name];
      const given = input as {
        params?: Record<string, string>;
        query?: Record<string, string>;
        body?: unknown;
      };
      const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => given.params?.[key] ?? "");
      const query = new URLSearchParams(given.query).toString();
      const response = await fetch(`${address}${filled}${query && `?${query}`}`, {
        method,
        headers: {
          cookie,
          origin: address,
          ...(given.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${filled}: ${response.status} ${text}`);
      return schema.parse(text === "" ? undefined : JSON.parse(text)) as never;
    },
  };
}
