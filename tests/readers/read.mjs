// node read.mjs FORMAT:FILE...: reads exports with JavaScript libraries and prints what each has, a line of JSON a file.
import { readFileSync } from "node:fs";
import { Model, defaultModel } from "@alephdata/followthemoney";
import cytoscape from "cytoscape";
import { MultiGraph, MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const network = (graph) => ({
  nodes: graph.mapNodes((id, attributes) => ({ ...attributes, id })),
  edges: graph.mapEdges((id, attributes, source, target) => ({ ...attributes, id, source, target })),
});

const graphOf = (text) => (text.includes('"undirected"') ? MultiGraph : MultiDirectedGraph);

const READERS = {
  graphml: (text) => network(graphml.parse(graphOf(text), text)),
  gexf: (text) => network(gexf.parse(graphOf(text), text)),
  cytoscape(text) {
    const read = cytoscape({ headless: true, elements: JSON.parse(text).elements });
    return { nodes: read.nodes().map((n) => n.data()), edges: read.edges().map((e) => e.data()) };
  },
  ftm(text) {
    const model = new Model(defaultModel);
    const known = [];
    for (const line of text.trimEnd().split("\n")) {
      const given = JSON.parse(line);
      const entity = model.getEntity(given);
      const properties = {};
      for (const property of entity.getProperties()) {
        properties[property.name] = entity.getProperty(property).map((value) => value.id ?? value);
      }
      known.push({ id: entity.id, schema: entity.schema.name, caption: entity.getCaption(), properties });
    }
    return known;
  },
};

for (const given of process.argv.slice(2)) {
  const cut = given.indexOf(":");
  console.log(JSON.stringify(READERS[given.slice(0, cut)](readFileSync(given.slice(cut + 1), "utf8"))));
}
