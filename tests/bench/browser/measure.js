// Launches Chromium on page.html as a kiosk would, and prints what a visitor would feel.
// Usage: node measure.js FORM.txt LAUNCHES     in a folder with page.html and node_modules
import { spawn, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";

const [formFile, launches] = [process.argv[2], Number(process.argv[3])];
const folder = path.dirname(new URL(import.meta.url).pathname);

// The same questions: stem and options of each, one a page.
function readForm(file) {
    const elements = [];
    for (const line of fs.readFileSync(file, "utf8").split("\n")) {
        const stem = line.match(/^\d+\. (.*)/), option = line.match(/^([A-Z])\. (.*)/);
        const scale = line.match(/^标度: (.*)/);
        const last = elements[elements.length - 1];
        if (stem)
            elements.push({ type: "radiogroup", name: "q" + elements.length, title: stem[1], choices: [] });
        else if (option && last)
            last.choices.push({ value: option[1], text: option[2] });
        else if (scale && last)
            last.choices.push(...scale[1].split(", "));
    }
    const pages = elements.filter(element => element.choices.length).map(element => ({ elements: [element] }));
    return { pages, showProgressBar: true };
}

function descendants(root) {
    const table = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
        .trim().split("\n").map(line => line.trim().split(/\s+/).map(Number));
    const found = [root];
    for (let i = 0; i < found.length; i++)
        found.push(...table.filter(([, parent]) => parent === found[i]).map(([pid]) => pid));
    return found;
}

function sumOver(pids, read) {
    let sum = 0;
    for (const pid of pids)
        try { sum += read(pid); } catch { /* it ended meanwhile */ }
    return sum;
}

const pss = pid => Number(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]) / 1024;
const ticks = pid => fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").split(" ")
    .slice(11, 13).reduce((a, b) => a + Number(b), 0);
const switches = pid => fs.readdirSync(`/proc/${pid}/task`).reduce((sum, task) =>
    sum + [...fs.readFileSync(`/proc/${pid}/task/${task}/status`, "utf8").matchAll(/ctxt_switches:\s+(\d+)/g)]
        .reduce((a, match) => a + Number(match[1]), 0), 0);

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
const at = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const print = (name, value, unit) => console.log(`${name.padEnd(34)} ${value.toFixed(2)} ${unit}`);

function launch(profile) {
    return new Promise(resolve => {
        const server = http.createServer((request, response) => {
            const ms = performance.now() - began;
            response.end();
            server.close();
            resolve({ child, ms });
        });
        let began, child;
        server.listen(0, "127.0.0.1", () => {
            const url = `file://${folder}/page.html#${server.address().port}`;
            began = performance.now();
            child = spawn("chromium", ["--kiosk", "--no-first-run", "--disable-translate", "--disable-extensions",
                "--disable-background-networking", "--window-size=1080,1920", "--remote-debugging-port=0",
                `--user-data-dir=${profile}`, ...(os.userInfo().uid === 0 ? ["--no-sandbox"] : []), url],
                { stdio: "ignore" });
        });
    });
}

async function stop(child) {
    const ended = new Promise(resolve => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
}

async function tapThrough(profile) {
    const port = fs.readFileSync(path.join(profile, "DevToolsActivePort"), "utf8").split("\n")[0];
    const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
    const page = (await browser.pages()).find(each => each.url().includes("page.html"));
    for (let i = 0; ; i++) {
        await (await page.waitForSelector(".sd-item__control-label")).click();
        const next = await page.$(".sd-navigation__next-btn");
        if (!next || !(await next.isVisible()))
            break;
        await next.click();
        await page.waitForFunction(count => window.taps.length > count, {}, i);
    }
    const taps = await page.evaluate(() => window.taps);
    await browser.disconnect();
    return taps;
}

fs.writeFileSync(path.join(folder, "form.js"), "const form = " + JSON.stringify(readForm(formFile)) + ";\n");
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "browser-"));
const times = [], taps = [];
for (let i = 0; i <= launches; i++) {
    const { child, ms } = await launch(profile);
    if (i > 0) // the first one fills the caches
        times.push(ms);
    if (i <= 5)
        taps.push(...await tapThrough(profile));
    if (i < launches) {
        await stop(child);
        continue;
    }
    await wait(15000);
    const pids = descendants(child.pid);
    const before = [sumOver(pids, ticks), sumOver(pids, switches)];
    await wait(30000);
    print("browser: launch to first question", at(times, 0.5), "ms");
    print("browser: tap to next page", at(taps, 0.5), "ms");
    print("browser: tap to next page, p99", at(taps, 0.99), "ms");
    print("browser: still page", (sumOver(pids, ticks) - before[0]) / 100 / 30 * 100, "% of a processor");
    print("browser: wake-ups in 30 s", sumOver(pids, switches) - before[1], "");
    print("browser: memory Pss", sumOver(pids, pss), "MB");
    await stop(child);
}
fs.rmSync(profile, { recursive: true, force: true });
