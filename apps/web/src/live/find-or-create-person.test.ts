import type { Subject } from "@wristprint/api";
import { describe, expect, it } from "vitest";
import type { Call } from "../api/client.js";
import { findOrCreatePerson } from "./find-or-create-person.js";

const ada: Subject = {
  id: "a",
  name: "Ada",
  createdAt: "2026-01-01T00:00:00.000Z",
  enrolled: false,
  blocks: 0,
};
const bert: Subject = { ...ada, id: "b", name: "Bert" };

function answering(pages: Subject[][]) {
  const made: string[] = [];
  let page = 0;
  const call = (async (name: string, input: { body?: { name: string } }) => {
    if (name === "createSubject") {
      made.push(String(input.body?.name));
      return { ...ada, id: "new", name: input.body?.name };
    }
    const items = pages[page] ?? [];
    page += 1;
    return { items, next: page < pages.length ? String(page) : null };
  }) as unknown as Call;
  return { call, made };
}

describe("finding a person by name", () => {
  it("takes the one who is there, on whichever page of the list", async () => {
    const { call, made } = answering([[ada], [bert]]);
    expect(await findOrCreatePerson(call, "p", "Bert")).toEqual(bert);
    expect(made).toEqual([]);
  });

  it("makes one where there is none of exactly that name", async () => {
    const { call, made } = answering([[ada]]);
    expect((await findOrCreatePerson(call, "p", "ada")).id).toBe("new");
    expect(made).toEqual(["ada"]);
  });
});
