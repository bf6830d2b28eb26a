// The page for people. What stands in files and answers goes into the page as text, never as markup.
const byId = id => document.getElementById(id);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const draw = (tag, attributes, text) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
};
const whole = number => number.toLocaleString("en");
const percent = share => `${Number((100 * share).toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 6 })} %`;

const mostShown = 50;
const tables = { csv: "text/csv", txt: "text/csv", tsv: "text/tab-separated-values", tab: "text/tab-separated-values", parquet: "application/vnd.apache.parquet" };
const endOf = name => name.toLowerCase().split(".").pop();

let models = [];
let shown = null; // what the results are of
let abort = null;

// ---- The service ----

async function ask(path, options = {}) {
  for (;;) {
    const key = sessionStorage.getItem("key");
    const answer = await fetch(path, { ...options, headers: { ...options.headers, ...(key ? { "X-Api-Key": key } : {}) } });
    if (answer.status === 401) {
      await askForKey(key !== null);
    } else if (answer.ok) {
      return answer.json();
    } else {
      const problem = await answer.json().catch(() => null);
      throw new Error(problem?.detail ?? `The service answered ${answer.status}.`);
    }
  }
}

let asking = null;
function askForKey(wasWrong) {
  // Several requests that are refused ask once.
  return asking ??= new Promise(resolve => {
    const [dialog, form, key] = [byId("key-dialog"), byId("key-form"), byId("key")];
    byId("key-note").textContent = wasWrong ? "That was another key. Please try again." : "It stays in this tab, and goes to this service alone.";
    dialog.addEventListener("cancel", event => event.preventDefault());
    form.onsubmit = event => {
      event.preventDefault();
      sessionStorage.setItem("key", key.value);
      key.value = "";
      dialog.close();
      asking = null;
      resolve();
    };
    dialog.showModal();
  });
}

// ---- Model and data ----

async function loadModels() {
  models = await ask("/models");
  byId("model").replaceChildren(...models.map(model => new Option(`${model.name} (${model.modality === "Image" ? "pictures" : "tables"})`, model.name)));
  byId("files").disabled = models.length === 0;
  if (models.length === 0) fail("No model is served. Put a model file into the folder of the service, then load this page again.");
  describeModel();
}

const chosenModel = () => models.find(model => model.name === byId("model").value);

function describeModel() {
  const model = chosenModel();
  if (!model) return;
  const isImage = model.modality === "Image";
  const rate = model.falseAlarmRate === null ? `threshold ${model.threshold.toPrecision(3)}, set by hand` : `flags ${percent(model.falseAlarmRate)} of normal ones`;
  byId("model-facts").textContent = `Learnt from ${whole(model.trainingRows)} ${isImage ? "pictures" : "rows"}; ${rate}.`;
  byId("columns-box").hidden = isImage;
  byId("columns").textContent = model.columns.map(column => `${column.name} (${column.kind})`).join(", ");
  byId("drop-hint").textContent = isImage ? "Pictures: PNG, JPEG, BMP, WebP or GIF, as many as you like." : "A table: CSV, TSV or Parquet. Other columns may be in it.";
  byId("files").accept = isImage ? "image/*" : Object.keys(tables).map(end => `.${end}`).join();
}

function fail(...messages) {
  byId("errors").replaceChildren(...messages.map(message => make("p", "", message)));
}

function work(done, all, text) {
  byId("working").hidden = false;
  const progress = byId("progress");
  if (all > 1) [progress.max, progress.value] = [all, done];
  else progress.removeAttribute("value");
  byId("status").textContent = text;
}

async function take(files) {
  if (files.length === 0 || !chosenModel()) return;
  abort?.abort();
  const mine = abort = new AbortController();
  fail();
  try {
    const isTable = endOf(files[0].name) in tables;
    let model = chosenModel();
    if ((model.modality === "Table") !== isTable) {
      const other = models.find(candidate => (candidate.modality === "Table") === isTable);
      if (!other) throw new Error(isTable ? "No model of tables is served here; these files are tables." : "No model of pictures is served here, and these files are no tables.");
      byId("model").value = other.name;
      describeModel();
      model = other;
    }

    await (isTable ? takeTable(model, files, mine.signal) : takePictures(model, files, mine.signal));
  } catch (error) {
    if (error.name !== "AbortError") fail(error instanceof TypeError ? "The service could not be reached. Is it still running?" : error.message);
  } finally {
    if (abort === mine) {
      byId("working").hidden = true;
      byId("files").value = "";
    }
  }
}

async function takeTable(model, files, signal) {
  const file = files[0];
  work(0, 1, `Scoring ${file.name} …`);
  const answer = await ask(`/models/${encodeURIComponent(model.name)}/rows?explain=worst&most=${mostShown}`,
    { method: "POST", body: file, headers: { "Content-Type": tables[endOf(file.name)] }, signal });
  if (files.length > 1) fail(`One table at a time: ${file.name} was taken, the other ${files.length - 1} not.`);
  show(model, file.name, false, answer.remarks, answer.results.map(row => ({
    name: [`Row ${whole(row.row)}`, ...Object.values(row.keys ?? {})].join(" · "), remark: row.statusReason, ...row,
  })));
}

async function takePictures(model, files, signal) {
  const items = new Array(files.length);
  let [next, done] = [0, 0];
  work(0, files.length, `Scoring ${whole(files.length)} pictures …`);
  const line = async () => {
    while (next < files.length) {
      const place = next++;
      const file = files[place];
      try {
        const picture = await ask(`/models/${encodeURIComponent(model.name)}/image?heatmap=true&file=${encodeURIComponent(file.name)}`,
          { method: "POST", body: file, headers: { "Content-Type": file.type.startsWith("image/") ? file.type : "application/octet-stream" }, signal });
        items[place] = { name: file.name, ...picture };
      } catch (error) {
        if (error.name === "AbortError" || error instanceof TypeError) throw error;
        items[place] = { name: file.name, score: null, pValue: null, predictedLabel: null, remark: error.message };
      }

      work(++done, files.length, `Scored ${whole(done)} of ${whole(files.length)} pictures`);
    }
  };
  await Promise.all([line(), line(), line()]);
  show(model, files.length === 1 ? files[0].name : `${whole(files.length)} pictures`, true, [], items);
}

// ---- Results ----

const rateRange = model => {
  const own = 10 ** -model.threshold;
  return { own, least: Math.min(model.smallestPValue, own), most: Math.max(0.3, own) };
};
const stepOf = (rate, { least, most }, steps) => Math.round(steps * Math.log(rate / least) / Math.log(most / least));
const rateOf = (step, { least, most }, steps) => least * (most / least) ** (step / steps);

function show(model, name, isImages, remarks, items) {
  shown = { model, isImages, noun: isImages ? "picture" : "row", items, range: rateRange(model) };
  const slider = byId("rate");
  shown.ownStep = stepOf(shown.range.own, shown.range, Number(slider.max));
  slider.value = shown.ownStep;
  byId("results-title").textContent = name;
  byId("tile-rows").textContent = whole(items.length);
  byId("tile-rows-name").textContent = `${shown.noun}s`;
  byId("rate-least").textContent = percent(shown.range.least);
  byId("rate-most").textContent = percent(shown.range.most);
  byId("own").textContent = `The model's own: ${percent(shown.range.own)}`;
  byId("remarks").replaceChildren(...remarks.map(remark => make("li", "", remark)));

  const unread = items.filter(item => item.predictedLabel === null);
  byId("tile-unread-box").hidden = byId("unread").hidden = unread.length === 0;
  byId("tile-unread").textContent = whole(unread.length);
  byId("unread-title").textContent = `${whole(unread.length)} could not be read`;
  byId("unread-list").replaceChildren(...unread.slice(0, mostShown).map(item => make("li", "", isImages || !item.name ? item.remark : `${item.name}: ${item.remark}`)));

  const worst = items.filter(item => item.predictedLabel !== null)
    .sort((left, right) => (right.score ?? Infinity) - (left.score ?? Infinity)).slice(0, mostShown);
  byId("worst-title").textContent = worst.length === 0 ? "" : `The ${worst.length < items.length ? `${whole(worst.length)} ` : ""}oddest first`;
  byId("worst").className = isImages ? "worst pictures" : "worst";
  byId("worst").replaceChildren(...worst.map(item => item.article = article(item)));
  shown.worst = worst;
  byId("results").hidden = false;
  flag();
  byId("results-title").focus({ preventScroll: true });
  byId("results").scrollIntoView({ block: "start" });
}

function article(item) {
  const box = make("article");
  const title = make("h3");
  title.append(make("span", "name", item.name), make("span", "verdict"));
  box.append(title);
  if (item.heatmap) {
    const picture = make("img");
    picture.src = `data:image/png;base64,${item.heatmap}`;
    picture.alt = `${item.name} with its heatmap: ${item.reason}`;
    box.append(picture);
  }

  box.append(make("p", "rarity", item.score === null ? item.remark : `Score ${item.score.toFixed(2)}: ${rarity(item.pValue)}`));
  for (const text of item.heatmap ? [item.reason, item.remark] : []) {
    if (text) box.append(make("p", "rarity", text));
  }

  if (item.reasons) {
    const list = make("ul", "reasons");
    for (const reason of item.reasons) {
      const bar = draw("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" });
      bar.append(draw("rect", { width: 100 * reason.share, height: 4 }));
      const entry = make("li");
      entry.append(bar, reason.text);
      list.append(entry);
    }

    box.append(list);
  }

  if (item.counterfactual) box.append(make("p", "way", item.counterfactual));
  return box;
}

function rarity(pValue) {
  const oneIn = whole(Math.round(1 / pValue));
  // The calibration has no more rows to compare with.
  if (pValue <= 1.01 * shown.model.smallestPValue) return `rarer than one normal ${shown.noun} in ${oneIn}`;
  return pValue > 0.1 ? `${Math.round(100 * pValue)} % of normal ${shown.noun}s are as odd` : `one normal ${shown.noun} in ${oneIn} is as odd`;
}

const isFlagged = (item, rate, isOwn) =>
  item.predictedLabel === null ? false : isOwn || item.pValue === null ? item.predictedLabel : item.pValue <= rate;

function flag() {
  const slider = byId("rate");
  const isOwn = Number(slider.value) === shown.ownStep;
  const rate = isOwn ? shown.range.own : rateOf(Number(slider.value), shown.range, Number(slider.max));
  const flagged = shown.items.filter(item => item.isFlagged = isFlagged(item, rate, isOwn)).length;
  const read = shown.items.filter(item => item.predictedLabel !== null).length;
  const expected = rate * read;
  byId("rate-value").textContent = percent(rate);
  slider.setAttribute("aria-valuetext", `${percent(rate)}, ${whole(flagged)} flagged`);
  byId("tile-flagged").textContent = whole(flagged);
  byId("tile-expected").textContent = expected < 10 ? String(Number(expected.toPrecision(1))) : whole(Math.round(expected));
  byId("rate-note").textContent = `At this rate, about one normal ${shown.noun} in ${whole(Math.round(1 / rate))} is flagged for nothing.`;
  byId("own").disabled = isOwn;
  for (const item of shown.worst) {
    item.article.classList.toggle("flagged", item.isFlagged);
    item.article.querySelector(".verdict").textContent = item.isFlagged ? "anomaly" : "normal";
  }

  drawHistogram(-Math.log10(rate));
}

function drawHistogram(threshold) {
  const chart = byId("histogram");
  const [width, height, bottom, top] = [chart.clientWidth || 800, 190, 24, 14];
  const bins = Math.round(Math.min(60, width / 12));
  const scores = shown.items.map(item => item.score).filter(score => score !== null);
  const most = Math.max(threshold * 1.15, scores.reduce((larger, score) => Math.max(larger, score), 0.5)) * 1.02;
  const counts = new Array(bins).fill(0);
  for (const score of scores) counts[Math.min(bins - 1, Math.max(0, Math.floor(bins * score / most)))]++;
  const tallest = Math.log1p(Math.max(...counts, 1));
  const x = score => width * score / most;
  chart.replaceChildren();
  chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
  chart.setAttribute("aria-label", `Histogram of ${whole(scores.length)} scores from 0 to ${most.toFixed(1)}; those from ${threshold.toFixed(2)} on are flagged.`);
  counts.forEach((count, bin) => {
    if (count > 0) {
      const bar = (height - bottom - top) * Math.log1p(count) / tallest;
      chart.append(draw("rect", {
        class: (bin + 0.5) * most / bins >= threshold ? "bar odd" : "bar", x: x(bin * most / bins) + 1, y: height - bottom - bar, width: width / bins - 2, height: bar, rx: 2,
      }));
    }
  });
  chart.append(draw("line", { class: "axis", x1: 0, x2: width, y1: height - bottom, y2: height - bottom }));
  const stride = Math.max(1, Math.ceil(most / 8));
  for (let tick = 0; tick <= most; tick += stride) {
    chart.append(draw("text", { x: x(tick), y: height - 6, "text-anchor": tick === 0 ? "start" : "middle" }, tick === 0 ? "score 0" : String(tick)));
  }

  chart.append(draw("line", { class: "mark", x1: x(threshold), x2: x(threshold), y1: 2, y2: height - bottom }));
}

function save() {
  const cell = value => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  };
  const keys = [...new Set(shown.items.flatMap(item => Object.keys(item.keys ?? {})))];
  const lines = [["Row", ...(shown.isImages ? ["File"] : keys), "Score", "PValue", "Flagged", "Status", "Remark", "Explanation"]];
  shown.items.forEach((item, place) => lines.push([
    place + 1, ...(shown.isImages ? [item.name] : keys.map(key => item.keys?.[key])), item.score, item.pValue, item.isFlagged ? "True" : "False",
    item.status, item.remark, item.reason ?? item.reasons?.map(reason => reason.text).join("; "),
  ]));
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([lines.map(line => line.map(cell).join(",")).join("\n"), "\n"], { type: "text/csv" }));
  link.download = "scores.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ---- Hands ----

byId("model").addEventListener("change", describeModel);
byId("files").addEventListener("change", event => take([...event.target.files]));
byId("cancel").addEventListener("click", () => {
  abort?.abort();
  byId("working").hidden = true;
});
byId("rate").addEventListener("input", flag);
byId("own").addEventListener("click", () => {
  byId("rate").value = shown.ownStep;
  flag();
  byId("rate").focus();
});
addEventListener("resize", () => shown && flag());
byId("save").addEventListener("click", save);
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  // Anywhere: a file that misses the field must not replace the page.
  document.addEventListener(kind, event => {
    event.preventDefault();
    byId("drop").classList.toggle("over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") take([...event.dataTransfer.files]);
  });
}

loadModels().catch(error => fail(error instanceof TypeError ? "The service could not be reached. Is it still running?" : error.message));
