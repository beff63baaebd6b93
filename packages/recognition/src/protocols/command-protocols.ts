/** Every protocol that is a command's rather than an experiment's. A new one is an entry here, and a row in docs/protocols.md. */
import type { CommandProtocol } from "./protocol.js";

export const COMMAND_PROTOCOLS: readonly CommandProtocol[] = [
  {
    name: "balabit-challenge",
    summary:
      "networks learn from training sessions alone; each labelled test session is compared with the account it was recorded in",
    limits:
      "closed set: the impostors are the other accounts' owners, whose training sessions were learnt from",
    command: "evaluate sessions --model MODEL --data balabit/ --format balabit",
  },
  {
    name: "whole-sessions",
    summary:
      "every session is its subject's own and is compared with every account; people without an account are non-mated with all",
    limits:
      "closed set where all have an account; where some have none, figures are of strangers and known impostors together",
    command: "evaluate sessions --model MODEL --data DIR --format F",
  },
  {
    name: "unseen-users",
    summary:
      "an encoder learns from some subjects; others, in nothing else, are enrolled from some of their sessions and probed with others",
    limits: "enrolment and probe may be of one day and one machine",
    command: "evaluate verification --model ENCODER --data DIR --format F --enrol GLOB --probe GLOB",
  },
  {
    name: "open-set",
    summary:
      "unseen-users with strangers: some people are enrolled, others are not; thresholds are chosen by strangers, and tried on other strangers",
    limits: "as unseen-users; divisions of few people share most of them",
    command: "evaluate identification --model ENCODER --data DIR --format F --enrol GLOB --probe GLOB",
  },
  {
    name: "one-class",
    summary:
      "each model learns from its owner's blocks alone, its threshold too; the split is any of the others'",
    limits:
      "the impostors were never seen in training; features of a network know the people that the network learnt from",
    command: "experiment run balabit-one-class-svm --data balabit/",
  },
];
