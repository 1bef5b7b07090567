import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts, ...packageFile } = JSON.parse(text('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;
/** Every page in Markdown, but for those of packages and in hidden folders. */
const pages = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
  .flatMap((entry) => (entry.isDirectory() ? filesUnder(entry.name) : [entry.name]))
  .filter((file) => file.endsWith('.md'));

test('there are pages', () => {
  expect(pages.length).toBeGreaterThan(20);
});

describe.each(pages)('%s', (page) => {
  test('leads only to files and headings that there are', () => {
    expect(linksIn(page).filter((link) => !isThere(page, link))).toEqual([]);
  });

  test('names only npm scripts that there are', () => {
    const named = [...text(page).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name]) => String(name));
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

test('decision 7 names every package that package.json wants', () => {
  const named = new Set(text('docs/decisions/0007-dependencies.md').match(/(?<=[ |])@?[a-z][\w./-]*(?=[ ,])/g));
  const wanted = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies });
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Links to our own files; code is no text. */
function linksIn(page: string): string[] {
  const prose = text(page).replaceAll(/^```.*?^```$|`[^`\n]*`/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => String(link))
    .filter((link) => !/^[a-z]+:/.test(link));
}

function isThere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  return existsSync(join(ROOT, file)) && (heading === undefined || headingsOf(file).includes(heading));
}

/** As links name them: in small letters, blanks as hyphens, without points and marks. */
function headingsOf(file: string): string[] {
  return [...text(file).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    String(title)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
