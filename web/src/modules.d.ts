declare module "graphology-layout-forceatlas2/iterate.js" {
  export default function iterate(options: Record<string, number | boolean>, nodes: Float32Array, edges: Float32Array): void;
}

/** A script of its own, built by build.mjs, as text. */
declare module "worker:*" {
  const program: string;
  export default program;
}
