/** What callers should not send, for the tests that send it. */
import { ENDPOINTS, type EndpointName } from "@wristprint/api";
import fc from "fast-check";
import type { CallOptions } from "./test-server.js";

const asked = process.env.CASES;
/** The cases of each property: the same few in every run of the tests, and `CASES=1000` others to look for more. */
export const FUZZING = asked === undefined ? { numRuns: 5, seed: 1 } : { numRuns: Number(asked) };
/** Time for one property, ms: on a slow machine a case may take 50 ms. */
export const FUZZING_TIMEOUT_MS = 240_000 + 50 * FUZZING.numRuns;

/** Bodies that no schema of ours takes: a member that none has makes sure of it. */
export const noBody = fc.oneof(
  fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((object) => JSON.stringify({ ...object, "not a member": 1 })),
  fc
    .jsonValue()
    .filter((value) => value !== null && typeof value !== "object")
    .map((value) => JSON.stringify(value)),
  fc.array(fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.string({ minLength: 1 }).map((text) => `{${text}`),
);

/** Texts that break what handles them carelessly: NUL, half a surrogate pair, direction marks, numbers out of range. */
const awkwardText = fc.oneof(
  fc.constantFrom("", " ", "\0", "\ud800", "\u202e", "%", "%00", "../", "__proto__", "constructor", "NaN"),
  fc.constantFrom("-1", "0", "1e309", "9".repeat(30), "a".repeat(5_000), "1;drop table", "{}", "[]"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const awkwardValue = fc.oneof(
  awkwardText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(-1, 0, 0.5, 1e308, 2 ** 53, [], {}, [[]], Array(1_000).fill("a"), {
    a: { b: [] },
  }),
);

/** A text with something awkward in its midst: what is checked by its beginning, its end or its length passes. */
function damaged(text: string): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.nat(text.length), awkwardText)
    .map(([at, awkward]) => text.slice(0, at) + awkward + text.slice(at));
}

type Members = Readonly<Record<string, unknown>>;

/** Members of which one is left out, replaced, or damaged. */
function damagedMembers(members: Members, known: readonly string[]): fc.Arbitrary<Members> {
  const keys = [...new Set([...Object.keys(members), ...known])];
  if (keys.length === 0) return fc.dictionary(awkwardText, awkwardValue, { minKeys: 1, maxKeys: 3 });
  return fc.constantFrom(...keys).chain((key) => {
    const value = members[key];
    const { [key]: _, ...others } = members;
    const replaced = fc.oneof(
      awkwardValue,
      ...(typeof value === "string" ? [damaged(value)] : []),
      ...(isMembers(value) ? [damagedMembers(value, [])] : []),
      ...(Array.isArray(value) ? [awkwardValue.map((item) => [...value, item])] : []),
    );
    return fc.oneof(
      { arbitrary: replaced.map((next) => ({ ...others, [key]: next })), weight: 8 },
      { arbitrary: fc.constant(others), weight: 1 },
    );
  });
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** No URL can carry half a surrogate pair. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** The members that a schema knows, also those that a right call may leave out. */
function membersOf(schema: unknown): string[] {
  return schema instanceof Object && "shape" in schema ? Object.keys(schema.shape as object) : [];
}

/** A right call with one thing wrong in its path, query or body. It may still be right: a name may be almost anything. */
export function almostRight(name: EndpointName, right: CallOptions): fc.Arbitrary<CallOptions> {
  const { query, body, path } = ENDPOINTS[name];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key);
  const params = inPath.map((key) =>
    damaged(right.params?.[key] ?? "").map((value) => ({ ...right.params, [key]: wellFormed(`${value}`) })),
  );
  const textQuery = damagedMembers(right.query ?? {}, membersOf(query)).map((members) =>
    Object.fromEntries(
      Object.entries(members).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  );
  const bodyMembers = (right.body ?? {}) as Members;
  return fc.oneof(
    ...params.map((one) => one.map((changed) => ({ ...right, params: changed }))),
    textQuery.map((changed) => ({ ...right, query: changed })),
    damagedMembers(bodyMembers, membersOf(body)).map((changed) => ({ ...right, body: changed })),
  );
}

/** Headers that say who calls, in all the wrong ways. */
export const wrongAccess: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.constantFrom("authorization", "cookie"),
    fc.constantFrom("", "Bearer ", "Bearer wp_", "Basic ", "wristprint-console=", "a=b; wristprint-console="),
    fc.stringMatching(/^[\x20-\x7e]{0,60}$/),
  )
  .map(([header, start, rest]) => ({ [header]: start + rest }));

/** Addresses below the API and the live routes, escapes gone wrong included. */
export const strayPath: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("/", "/v1/", "/v1/projects/", "/live/", "/live/sessions/", "/docs/", "/assets/"),
    fc.array(
      fc.oneof(fc.stringMatching(/^[\x21-\x7e]{1,12}$/), fc.constantFrom("%", "%00", "%2e%2e", "..", "%ff")),
      {
        maxLength: 5,
      },
    ),
  )
  .map(([start, parts]) => start + parts.join("/").replace(/[#\\]/g, "_"));
