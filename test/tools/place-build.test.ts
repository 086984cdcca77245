import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.js';
import { placeBuild } from '../support/tools.js';

type Make = Parameters<typeof placeBuild>[1];

let project: ReturnType<typeof temporaryFolder>;
beforeEach(() => (project = temporaryFolder()));
afterEach(() => {
  project.remove();
});

const holding =
  (text: string): Make =>
  (folder) => {
    writeFileSync(join(folder, 'cli.js'), text);
  };
const dist = (): string => join(project.path, 'dist');
const placed = (): string => readFileSync(join(dist(), 'cli.js'), 'utf8');

describe('placeBuild()', () => {
  it('replaces the previous build, whose files stay in place', async () => {
    await placeBuild(project.path, holding('one'));
    const first = realpathSync(dist());
    await placeBuild(project.path, holding('two'));
    expect(placed()).toBe('two');
    expect(readFileSync(join(first, 'cli.js'), 'utf8')).toBe('one');
  });

  it('changes nothing if the build fails', async () => {
    await placeBuild(project.path, holding('one'));
    const before = readdirSync(project.path);
    const fails: Make = async (folder) => {
      await holding('two')(folder);
      throw new Error('wrong');
    };
    await expect(placeBuild(project.path, fails)).rejects.toThrow('wrong');
    expect(readdirSync(project.path)).toEqual(before);
    expect(placed()).toBe('one');
  });

  it('places a complete build, even if another one runs meanwhile', async () => {
    const slow: Make = async (folder) => {
      mkdirSync(join(folder, 'app'));
      await placeBuild(project.path, holding('fast'));
      expect(placed()).toBe('fast');
      writeFileSync(join(folder, 'cli.js'), 'slow');
    };
    await placeBuild(project.path, slow);
    expect(placed()).toBe('slow');
    expect(readdirSync(`${dist()}/`)).toEqual(['app', 'cli.js']);
  });

  it('replaces a link with a folder, and a folder with a link', async () => {
    await placeBuild(project.path, holding('one'));
    for (const text of ['two', 'three']) {
      await placeBuild(project.path, holding(text), { asFolder: true });
      expect(() => readlinkSync(dist())).toThrow('EINVAL');
      expect(placed()).toBe(text);
    }
    await placeBuild(project.path, holding('four'));
    expect(readlinkSync(dist())).toMatch(/^\.dist-\d/);
    expect(placed()).toBe('four');
  });

  it('removes builds except the last two previous ones, and interrupted builds after an hour', async () => {
    const [abandoned, recent] = ['.dist-1.partial', '.dist-2.partial'].map((name) => join(project.path, name)) as [
      string,
      string,
    ];
    for (const folder of [abandoned, recent]) mkdirSync(folder);
    utimesSync(abandoned, 0, Date.now() / 1_000 - 3_601);
    for (const text of ['one', 'two', 'three', 'four', 'five']) await placeBuild(project.path, holding(text));
    expect([existsSync(abandoned), existsSync(recent)]).toEqual([false, true]);
    const complete = readdirSync(project.path).filter(
      (name) => name.startsWith('.dist-') && !name.endsWith('.partial'),
    );
    expect(complete.map((name) => readFileSync(join(project.path, name, 'cli.js'), 'utf8'))).toEqual([
      'three',
      'four',
      'five',
    ]);
  });

  it('never removes the build to which dist links', async () => {
    for (const name of ['.dist-7', '.dist-8', '.dist-9']) mkdirSync(join(project.path, name));
    await placeBuild(project.path, holding('one'));
    expect(placed()).toBe('one');
  });
});
