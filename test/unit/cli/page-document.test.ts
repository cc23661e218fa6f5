import { createHash } from 'node:crypto';
import { createPageDocument, type PageDocument } from '../../../cli/page/page-document';

describe('the page document', () => {
  let page: PageDocument;
  beforeAll(async () => {
    page = await createPageDocument();
  });

  const part = (tag: string): string =>
    new RegExp(`<${tag}[^>]*>(.*)</${tag}>`, 's').exec(page.html)?.[1] ?? '';

  it.each(['script', 'style'])('allows exactly its own %s', (tag) => {
    const hash = createHash('sha256').update(part(tag)).digest('base64');
    expect(part(tag).length).toBeGreaterThan(1_000);
    expect(page.contentSecurityPolicy).toContain(`${tag}-src 'sha256-${hash}'`);
    expect(page.html.match(new RegExp(`</${tag}`, 'g'))).toHaveLength(1);
  });

  it('forbids everything else', () => {
    expect(page.contentSecurityPolicy).toContain("default-src 'none'");
    expect(page.contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
    expect(page.contentSecurityPolicy).not.toMatch(/unsafe|\*/);
  });

  it('loads nothing from anywhere', () => {
    expect(page.html).not.toMatch(/\ssrc=|@import|url\(|<link(?! rel="icon" href="data:)/);
  });

  it('has no way to write markup', () => {
    expect(part('script')).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/,
    );
  });

  it('is the same each time', async () => {
    expect(await createPageDocument()).toEqual(page);
  });
});
