import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { expect, it } from "vitest";
import { root } from "./run-step.mjs";

/** Every page of ours: those of the root, and those in these folders. */
const pages = [
  ...readdirSync(root),
  ...["docs", "packages", "apps", "bench", "experiments", "models"].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
          join(folder, name),
        )
      : [],
  ),
].filter((path) => path.endsWith(".md") && !path.split(sep).includes("node_modules"));

it.each(pages)("%s links to files that are there", (page) => {
  const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const ours = targets.filter((target) => !/^(https?:|mailto:|#)/.test(target));
  const broken = ours.filter((target) => !existsSync(join(root, dirname(page), target.replace(/#.*$/, ""))));
  expect(broken).toEqual([]);
});
