import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where systems put the program. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * Opens a page in a Chromium with an empty cache, until it has been taken over and is idle. Returns for how many
 * milliseconds its main thread worked: parsing, script, layout and painting. Undefined if there is no Chromium.
 */
export async function mainThreadMs(url: string): Promise<number | undefined> {
  const executablePath = process.env['CHROMIUM'] ?? PROGRAMS.find((path) => existsSync(path));
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForSelector('html[data-explorer=ready]');
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    if (seconds === undefined) throw new Error('The browser reports no TaskDuration.');
    return seconds * 1_000;
  } finally {
    await browser.close();
  }
}
