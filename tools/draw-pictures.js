// Draws the pictures of the README from the examples of the newest build, in a Chromium: `npm run pictures`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(PROJECT, 'docs/images');
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const WIDTH = 1_000;
const MAX_BYTES = 60_000;
/** Around an element, in pixels. */
const MARGIN = 16;

/** What is drawn: the page from its top, or one element of it, to the end of another. */
const PICTURES = [
  { name: 'claim', path: '/claims/nato-discusses-territory-for-membership', to: '.stop-shown' },
  {
    name: 'sources',
    path: '/claims/nato-discusses-kyiv-ceding-territory',
    from: '#sources',
    to: '#sources .tree',
    drawn: '#sources svg',
  },
  { name: 'narrative', path: '/narratives/territory-for-membership', from: '.story', to: '.story .time-key' },
];

const executablePath = process.env.CHROMIUM ?? PROGRAMS.find((path) => existsSync(path));
if (executablePath === undefined) throw new Error('There is no Chromium: install chromium-headless-shell.');
const data = mkdtempSync(join(tmpdir(), 'claim-ledger-pictures-'));
const server = spawn(process.execPath, ['dist/cli.js', 'serve', '--seed', '--port', '0', '--data', data], {
  cwd: PROJECT,
  env: { ...process.env, CLAIM_LEDGER_LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const url = await addressOf(server);
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of PICTURES) writeFileSync(join(FOLDER, `${picture.name}.webp`), await draw(url, picture));
} finally {
  await browser.close();
  server.kill();
  rmSync(data, { recursive: true, force: true });
}

/** Once the examples are recorded. */
async function addressOf({ stdout }) {
  let url;
  for await (const line of createInterface({ input: stdout })) {
    url ??= /listens on (\S+?),? /.exec(line)?.[1];
    if (line.startsWith('total:')) return url;
  }
  throw new Error('The server ended.');
}

function widened({ x, y, width }) {
  return { x: x - MARGIN, y, width: width + 2 * MARGIN };
}

async function draw(url, { name, path, from, to, drawn }) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 2_000 } });
  await page.goto(url + path);
  await page.waitForSelector('html[data-explorer=ready]');
  if (drawn !== undefined) await page.waitForSelector(drawn);
  const whole = { x: 0, y: 0, width: WIDTH };
  const { x, y, width } = from === undefined ? whole : widened(await page.locator(from).first().boundingBox());
  const end = await page.locator(to).first().boundingBox();
  const clip = { x, y, width, height: end.y + end.height + MARGIN - y };
  const bytes = await toWebp(await page.screenshot({ clip }));
  await page.close();
  if (bytes.length > MAX_BYTES) throw new Error(`${name} has ${bytes.length} bytes, more than ${MAX_BYTES}.`);
  console.log(`${name}.webp: ${width} × ${Math.round(clip.height)}, ${bytes.length} bytes`);
  return bytes;
}

/** The browser has the encoder. */
async function toWebp(png) {
  const page = await browser.newPage();
  const address = await page.evaluate(
    async (source) => {
      const image = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.6);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}
