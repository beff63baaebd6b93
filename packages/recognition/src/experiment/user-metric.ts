import { giniCoefficient, mean, standardDeviation } from "@wristprint/core";
import type { UserMetric } from "../report/index.js";

/** A figure of each user with its mean, its deviation over the users and its Gini coefficient. */
export function userMetric(perUser: Readonly<Record<string, number>>): UserMetric {
  const values = Object.values(perUser);
  return {
    mean: mean(values),
    sd: values.length > 1 ? standardDeviation(values) : null,
    gini: giniCoefficient(values),
    perUser,
  };
}
