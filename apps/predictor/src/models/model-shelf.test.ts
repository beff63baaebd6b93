import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Encoder } from "@wristprint/recognition";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../testing/predictor-process.js";
import { createModelShelf, findEncoderFolders } from "./model-shelf.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

function encoder(name: string, version: string): Encoder {
  return { card: { name, version } } as Encoder;
}

it("finds a version by name, and the newest where none is named", () => {
  const shelf = createModelShelf([encoder("b", "1.9"), encoder("a", "2"), encoder("b", "1.10")]);
  expect(shelf.encoders.map(({ card }) => `${card.name} ${card.version}`)).toEqual([
    "a 2",
    "b 1.10",
    "b 1.9",
  ]);
  expect(shelf.find("b", "")?.card.version).toBe("1.10");
  expect(shelf.find("b", "1.9")?.card.version).toBe("1.9");
  expect([shelf.find("b", "1"), shelf.find("c", "")]).toEqual([undefined, undefined]);
});

it("refuses to serve nothing, or two models under one name and version", () => {
  expect(() => createModelShelf([])).toThrow(/found none/);
  expect(() => createModelShelf([encoder("a", "1"), encoder("a", "1")])).toThrow("two models are both a 1");
});

it("takes folders whose card says encoder, passes others by, and names a card that cannot be read", async () => {
  const card = (name: string, text: string) => {
    mkdirSync(join(folder.path, name));
    writeFileSync(join(folder.path, name, "model.json"), text);
  };
  mkdirSync(join(folder.path, "empty"));
  writeFileSync(join(folder.path, "notes.txt"), "");
  card("detector", '{"task":"liveness"}');
  card("nothing", "null");
  card("encoder", '{"task":"encoder"}');
  expect(await findEncoderFolders(folder.path)).toEqual([join(folder.path, "encoder")]);
  expect(await findEncoderFolders(join(folder.path, "encoder"))).toEqual([join(folder.path, "encoder")]);
  await expect(findEncoderFolders(join(folder.path, "nowhere"))).rejects.toMatchObject({ code: "models" });
  card("broken", "{");
  await expect(findEncoderFolders(folder.path)).rejects.toThrow(/broken.*is not JSON/);
});
