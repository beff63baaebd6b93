import { type CallAnswer, type CallInput, ENDPOINTS, type EndpointName, problem } from "@wristprint/api";
import { ConsoleError } from "../console-error.js";
import { explainProblem } from "./explain-problem.js";

type Part<Key extends string, T> = object extends T
  ? { readonly [K in Key]?: T }
  : { readonly [K in Key]: T };
/** What a call of this name takes; parts that have nothing needed in them may be left out. */
export type Input<N extends EndpointName> = Part<"params", CallInput<(typeof ENDPOINTS)[N]>["params"]> &
  Part<"query", CallInput<(typeof ENDPOINTS)[N]>["query"]> &
  Part<"body", CallInput<(typeof ENDPOINTS)[N]>["body"]>;
export type Answer<N extends EndpointName> = CallAnswer<(typeof ENDPOINTS)[N]>;

export type Call = <N extends EndpointName>(
  name: N,
  ...input: object extends Input<N> ? [Input<N>?] : [Input<N>]
) => Promise<Answer<N>>;

export interface ClientOptions {
  /** As the browser's. */
  readonly fetch: (path: string, request: RequestInit) => Promise<Response>;
  /** Called where the server says that nobody is signed in. */
  readonly onSignedOut?: () => void;
}

/**
 * Calls the server's endpoints by name, with the types and the checks of the contract.
 * Calls reject with a ConsoleError whose message can be shown.
 */
export function createClient({ fetch, onSignedOut }: ClientOptions): Call {
  return async (name, ...[input = {}]) => {
    const endpoint = ENDPOINTS[name];
    const { params, query, body } = input as { params?: object; query?: object; body?: object };
    const response = await ask(pathOf(endpoint.path, params, query), {
      method: endpoint.method,
      credentials: "same-origin",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await readText(response);
    if (!response.ok) {
      const error = readProblem(response.status, text);
      if (response.status === 401 && name !== "signIn") onSignedOut?.();
      throw error;
    }
    const answer = endpoint.answer.safeParse(readJson(text));
    if (!answer.success) {
      throw new ConsoleError(
        "unexpected_answer",
        "The server's answer could not be understood. It may be of another version than this page: reload the page.",
      );
    }
    return answer.data as Answer<typeof name>;
  };

  async function ask(path: string, request: RequestInit) {
    try {
      return await fetch(path, request);
    } catch {
      throw new ConsoleError("unreachable", "The server does not answer. Is it running, and are you online?");
    }
  }
}

/** Fills a path's `{names}` in, percent-encoded, and puts the query behind. */
export function pathOf(template: string, params: object = {}, query: object = {}): string {
  const values = new Map(Object.entries(params));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    throw new ConsoleError("unreachable", "The connection to the server broke off.");
  }
}

function readJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function readProblem(status: number, text: string): ConsoleError {
  const document = problem.safeParse(readJson(text));
  const told = document.success ? document.data : { code: "unknown", title: "", status };
  return new ConsoleError("refused", explainProblem(told), { code: told.code, status });
}
