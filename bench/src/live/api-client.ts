import { type CallAnswer, type CallInput, ENDPOINTS, type EndpointName } from "@wristprint/api";

type Ends = typeof ENDPOINTS;

/** Calls the HTTP API of a server. @throws Error with the status and what the server said */
export type ApiClient = <Name extends EndpointName>(
  name: Name,
  input?: Partial<CallInput<Ends[Name]>>,
) => Promise<CallAnswer<Ends[Name]>>;

/** @param headers sent with each call: an API key, or the console's cookie with its origin */
export function createApiClient(address: string, headers: Readonly<Record<string, string>>): ApiClient {
  return async (name, input = {}) => {
    const { method, path, answer } = ENDPOINTS[name];
    const {
      params = {},
      query,
      body,
    } = input as {
      readonly params?: Readonly<Record<string, string>>;
      readonly query?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };
    const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? "");
    const asked = query === undefined ? filled : `${filled}?${new URLSearchParams(query)}`;
    const response = await fetch(`${address}${asked}`, {
      method,
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${asked}: ${response.status} ${text}`);
    return answer.parse(text === "" ? undefined : JSON.parse(text)) as never;
  };
}

/** Sets a new server up. @returns a client as its console, and its cookie */
export async function signIn(address: string, password: string) {
  const answer = await fetch(`${address}/v1/console/setup`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ password }),
  });
  if (!answer.ok) throw new Error(`setting up: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { cookie, call: createApiClient(address, { cookie, origin: address }) };
}
