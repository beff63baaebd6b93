import { type CallAnswer, type CallInput, ENDPOINTS, type EndpointName } from "@wristprint/api";

type Ends = typeof ENDPOINTS;
export type ApiInput<N extends EndpointName> = Partial<CallInput<Ends[N]>>;
export type ApiAnswer<N extends EndpointName> = CallAnswer<Ends[N]>;

/** Calls the HTTP API as the console does: with a cookie, and every answer held to its schema. */
export interface ConsoleClient {
  call<N extends EndpointName>(name: N, input?: ApiInput<N>): Promise<ApiAnswer<N>>;
  readonly cookie: string;
}

/** The server answered with a problem. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * @param headers the caller's credentials
 * @throws CallRefused; another error where there was no answer
 */
export async function callApi<N extends EndpointName>(
  address: string,
  headers: Readonly<Record<string, string>>,
  name: N,
  input: ApiInput<N> = {},
): Promise<ApiAnswer<N>> {
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
    headers: { ...headers, ...(given.body === undefined ? {} : { "content-type": "application/json" }) },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new CallRefused(response.status, `${method} ${filled}: ${response.status} ${text}`);
  return schema.parse(text === "" ? undefined : JSON.parse(text)) as ApiAnswer<N>;
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
  return { cookie, call: (name, input) => callApi(address, { cookie, origin: address }, name, input) };
}
