import type { Browser } from 'playwright-core';

/** What the picture shows: PNGs of a phone's and a desk's screen, as they are seen without scrolling. */
export interface Views {
  phone: Buffer;
  desk: Buffer;
}

/** One picture of the product: the payer's page on a phone beside the clerk's desk. */
export async function composePicture(browser: Browser, { phone, desk }: Views, file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 840 } });
  const source = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 840px; background: linear-gradient(135deg, #dfe8e4, #c9d6e4); }
    img { position: absolute; display: block; box-shadow: 0 20px 50px -12px #10202a66; }
    .desk { left: 40px; top: 46px; width: 1064px; border-radius: 12px; }
    .phone { right: 40px; top: 60px; width: 326px; border: 8px solid #14181c; border-radius: 36px; }
  </style><img class="desk" src="${source(desk)}"><img class="phone" src="${source(phone)}">`);
  await page.screenshot({ path: file });
  await page.close();
}
