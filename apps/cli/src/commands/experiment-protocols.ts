import { COMMAND_PROTOCOLS, PROTOCOLS, protocolOf, readDefinition } from "@wristprint/recognition";
import { listExperiments } from "../experiment-files.js";
import { countOf, table } from "../table.js";
import type { CommandModule } from "./command.js";

export const experimentProtocols: CommandModule = {
  words: "experiment protocols",
  summary:
    "list the protocols that experiments name and that commands follow: what is the test, and what its figures do not say",
  examples: [
    [
      "experiment protocols",
      "each with what it is and how many experiments follow it; `experiment run NAME --set protocol=…` takes another",
    ],
  ],
  declare() {},
  async run({ cwd }) {
    const followed = listExperiments(cwd).map(({ name, file }) => ({
      name,
      protocol: protocolOf(readDefinition(file))?.name,
    }));
    const protocols = PROTOCOLS.map((protocol) => ({
      ...protocol,
      experiments: followed.filter((one) => one.protocol === protocol.name).map(({ name }) => name),
    }));
    const rows = protocols.map(({ name, summary, experiments }) => [
      name,
      countOf(experiments.length, "experiment"),
      summary,
    ]);
    const text = [
      table(["name", "followed by", "the test"], rows),
      "",
      ...COMMAND_PROTOCOLS.map(({ name, summary, command }) => `${name}: ${summary}\n  ${command}`),
    ].join("\n");
    return { json: { protocols, byCommand: COMMAND_PROTOCOLS }, text };
  },
};
