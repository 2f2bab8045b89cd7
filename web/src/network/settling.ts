// The force layout (ForceAtlas2), step by step; the same network is laid out the same way each time.
import iterate from "graphology-layout-forceatlas2/iterate.js";

export interface Unsettled {
  /** Ten numbers a node and three an edge, as `iterate` wants them. */
  nodes: Float32Array;
  edges: Float32Array;
  steps: number;
}

const PER_NODE = 10;

export class Settling {
  private left: number;
  private readonly options: Record<string, number | boolean>;

  constructor(private readonly given: Unsettled) {
    const order = given.nodes.length / PER_NODE;
    this.left = given.steps;
    this.options = {
      linLogMode: false,
      outboundAttractionDistribution: false,
      adjustSizes: false,
      edgeWeightInfluence: 1,
      strongGravityMode: true,
      gravity: 0.05,
      scalingRatio: 10,
      slowDown: 1 + Math.log(order),
      barnesHutOptimize: order > 400,
      barnesHutTheta: order > 2000 ? 0.9 : 0.6,
    };
  }

  get done(): boolean {
    return this.left <= 0;
  }

  step() {
    iterate(this.options, this.given.nodes, this.given.edges);
    this.left -= 1;
  }

  /** Where the nodes are: x and y of each. */
  get points(): Float32Array<ArrayBuffer> {
    const { nodes } = this.given;
    const points = new Float32Array((nodes.length / PER_NODE) * 2);
    for (let n = 0; n < points.length / 2; n++) {
      points[2 * n] = nodes[n * PER_NODE]!;
      points[2 * n + 1] = nodes[n * PER_NODE + 1]!;
    }
    return points;
  }
}
