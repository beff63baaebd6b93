import { describe, expect, it, vi } from "vitest";
import { createClient, pathOf } from "./client.js";

const PROJECT = "7f0e9c1a-4b1d-4c55-8a0e-2f6d1c3b5a79";
const answering = (status: number, body: unknown) =>
  vi.fn(async (_path: string, _request: RequestInit) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(status === 204 ? null : text, { status });
  });
const problem = (status: number, code: string, detail?: string) => ({
  type: "about:blank",
  title: "Refused",
  status,
  code,
  ...(detail === undefined ? {} : { detail }),
});

describe("the client", () => {
  it("asks by the contract's method and path, with its parts in their places", async () => {
    const fetch = answering(200, { items: [], next: null });
    const query = { limit: 5, status: "live" as const };
    await createClient({ fetch })("listSessions", { params: { project: PROJECT }, query });
    expect(fetch.mock.calls[0]?.[0]).toBe(`/v1/projects/${PROJECT}/sessions?limit=5&status=live`);
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "GET", body: null, credentials: "same-origin" });
  });

  it("sends a body as JSON, and takes an answer without one", async () => {
    const fetch = answering(204, undefined);
    await expect(createClient({ fetch })("signIn", { body: { password: "x" } })).resolves.toBeUndefined();
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"password":"x"}',
    });
  });

  it("turns a problem document into a sentence, and keeps its code", async () => {
    const call = createClient({ fetch: answering(409, problem(409, "name_taken", "Ada is there already")) });
    await expect(call("listProjects")).rejects.toMatchObject({
      code: "refused",
      message: "This does not go together with what is there already. Ada is there already.",
      problem: { code: "name_taken", status: 409 },
    });
  });

  it.each([
    [502, "<html>Bad gateway</html>", "The server made a mistake."],
    [429, "", "Too many tries in a short time. Wait a minute, then try again."],
  ])("explains a %i that is no problem document", async (status, body, message) => {
    await expect(createClient({ fetch: answering(status, body) })("listProjects")).rejects.toThrow(message);
  });

  it("says so where no answer comes, or one that the contract does not know", async () => {
    const none = createClient({ fetch: () => Promise.reject(new TypeError("failed")) });
    await expect(none("listProjects")).rejects.toMatchObject({ code: "unreachable" });
    const odd = createClient({ fetch: answering(200, { items: [{ id: 1 }] }) });
    await expect(odd("listProjects")).rejects.toMatchObject({ code: "unexpected_answer" });
    await expect(createClient({ fetch: answering(200, "not JSON") })("listProjects")).rejects.toMatchObject({
      code: "unexpected_answer",
    });
  });

  it("tells when nobody is signed in any more, but not for a wrong password", async () => {
    const onSignedOut = vi.fn();
    const call = createClient({ fetch: answering(401, problem(401, "signed_out")), onSignedOut });
    await expect(call("signIn", { body: { password: "wrong" } })).rejects.toThrow();
    expect(onSignedOut).not.toHaveBeenCalled();
    await expect(call("listProjects")).rejects.toThrow();
    expect(onSignedOut).toHaveBeenCalledOnce();
  });
});

it("a path's names are percent-encoded", () => {
  expect(pathOf("/v1/{a}/{b}", { a: "x/y", b: "ü" }, { q: "a b", none: undefined })).toBe(
    "/v1/x%2Fy/%C3%BC?q=a+b",
  );
});
