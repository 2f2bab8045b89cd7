// Builds the page into kg/page/built: one script, one style sheet, the licences of what is bundled, and a digest of the
// sources, by which a test knows that the built files are those of the sources. Nothing is loaded from elsewhere.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const out = "../kg/page/built";
const common = { bundle: true, minify: true, format: "iife", target: ["es2022"], legalComments: "none", charset: "utf8" };

/** "worker:./file.ts" is the script of a thread, built by itself, as text: the page has it inside and loads nothing. */
const workers = {
  name: "workers",
  setup(building) {
    building.onResolve({ filter: /^worker:/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.slice("worker:".length)), namespace: "worker" }));
    building.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const { outputFiles } = await build({ ...common, entryPoints: [path], write: false });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

const { metafile } = await build({
  ...common,
  entryPoints: { page: "src/main.tsx" },
  outdir: out,
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [workers],
});

const bundled = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
const licences = [...bundled].sort().map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), licences.join("\n" + "-".repeat(80) + "\n\n"));

const sources = ["package-lock.json", ...readdirSync("src", { recursive: true }).map((each) => join("src", each))]
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.\w+$/.test(path) && existsSync(path))
  .sort();
const digest = createHash("sha256");
for (const path of sources) digest.update(path + "\0").update(readFileSync(path)).update("\0");
writeFileSync(join(out, "sources.sha256"), digest.digest("hex") + "\n");
