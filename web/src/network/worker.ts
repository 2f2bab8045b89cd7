// Runs in a thread of its own, so that the page answers while the network is laid out.
import { Settling, type Unsettled } from "./settling";

const EVERY = 400; // milliseconds between pictures of what there is so far

self.onmessage = ({ data }: MessageEvent<Unsettled>) => {
  const settling = new Settling(data);
  let told = performance.now();
  while (!settling.done) {
    settling.step();
    if (settling.done || performance.now() - told > EVERY) {
      told = performance.now();
      self.postMessage({ points: settling.points, done: settling.done });
    }
  }
};
