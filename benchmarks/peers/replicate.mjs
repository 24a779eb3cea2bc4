// Replicate's own client doing what the library does: run the model, fetch the output, make ten predictions of it.
// node replicate.mjs BASE_URL TOKEN VERSION AUDIO WARM_UPS COUNT, then prints {"cpu_us","peak_kb"} for COUNT runs after WARM_UPS.
import Replicate from "replicate";

const [baseUrl, auth, version, audio, warmUps, count] = process.argv.slice(2);
const replicate = new Replicate({ auth, baseUrl, useFileOutput: false });

async function classify() {
  const address = await replicate.run(`mtg/effnet-discogs:${version}`, {
    input: { audio, output_format: "JSON" },
    wait: { mode: "block" },
  });
  return normalize(await (await fetch(address)).json());
}

function normalize(labels) {
  const best = new Map();
  for (const [label, score] of Object.entries(labels)) {
    for (const part of splitOnce(label)) {
      const name = part.trim().replace(/\s+/g, " ").toLowerCase();
      if (name) best.set(name, Math.max(best.get(name) ?? 0, score));
    }
  }
  return [...best]
    .map(([name, score]) => ({ name, confidence: Number(score.toFixed(4)) }))
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, 10);
}

function splitOnce(label) {
  const at = label.indexOf("---");
  return at < 0 ? [label] : [label.slice(0, at), label.slice(at + 3)];
}

async function repeat(times) {
  for (let i = 0; i < times; i++) if ((await classify()).length !== 10) throw new Error("The model gave no ten predictions.");
}

// The least of eighty parts counts: nothing makes a run cheaper than it is, and much makes it dearer.
await repeat(Number(warmUps));
const parts = 80;
let least = Infinity;
for (let part = 0; part < parts; part++) {
  const start = process.cpuUsage();
  await repeat(count / parts);
  const used = process.cpuUsage(start);
  least = Math.min(least, (used.user + used.system) / (count / parts));
}
console.log(JSON.stringify({ cpu_us: least, peak_kb: process.resourceUsage().maxRSS }));
process.exit(0);
