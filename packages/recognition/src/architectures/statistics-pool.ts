import {
  globalAveragePool,
  globalDeviationPool,
  globalMaxPool,
  type Layer,
  towers,
} from "@wristprint/neural";

/**
 * Of every channel its mean, deviation and maximum over time: [N, length, channels] to [N, 3·channels]. The first two are
 * the statistics pooling of Snyder et al. 2018, X-vectors.
 */
export function statisticsPool(): Layer {
  return towers([globalAveragePool()], [globalDeviationPool()], [globalMaxPool()]);
}
