import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';

/** One mail as it arrived, read anew from its file. */
export interface Mail {
  id: string;
  /** By which mail readers know a mail that came twice. */
  messageId: string;
  receivedAt: string;
  /** The envelope's recipients, lower case: whom it was really sent to. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html?: string;
}

/** Which mails: whatever the case of their letters. */
export interface Wanted {
  /** A recipient's whole address. */
  to?: string;
  /** Part of one. */
  find?: string;
}

export interface MailStore {
  /** Keep a mail. When this returns it is on disk. */
  keep(raw: Buffer, recipients: readonly string[]): Promise<string>;
  /** Newest first. */
  list(wanted?: Wanted): Promise<Mail[]>;
  read(id: string): Promise<Mail | null>;
  /** The file as it came, with the envelope in front. */
  raw(id: string): Promise<Buffer | null>;
}

/** File names sort by time of arrival. */
const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** Mails as files, `<time>-<random>.eml`, so that they outlive a restart and any mail program opens them. */
export async function openMailStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true });
  const raw = async (id: string) =>
    idPattern.test(id) ? await readFile(join(folder, `${id}.eml`)).catch(ignoreMissing) : null;
  const parsed = new Map<string, Mail>(); // a kept mail never changes
  const read = async (id: string) => {
    const known = parsed.get(id);
    if (known) return known;
    const bytes = await raw(id);
    if (bytes === null) return null;
    const mail = await parse(id, bytes);
    parsed.set(id, mail);
    return mail;
  };
  return {
    raw,
    read,
    async keep(bytes, recipients) {
      const id = `${new Date().toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
      const envelope = recipients.map((recipient) => `Delivered-To: ${recipient.toLowerCase()}\r\n`).join('');
      await writeWhole(folder, `${id}.eml`, Buffer.concat([Buffer.from(envelope), bytes]));
      return id;
    },
    async list(wanted = {}) {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
      const ids = names.map((name) => name.slice(0, -4)).filter((id) => idPattern.test(id));
      const mails: Mail[] = [];
      for (const id of ids.toSorted().toReversed()) {
        const mail = await read(id);
        if (mail && isWanted(mail, wanted)) mails.push(mail);
      }
      return mails;
    },
  };
}

function isWanted(mail: Mail, { to, find }: Wanted): boolean {
  const part = find?.trim().toLowerCase() ?? '';
  return (
    (to === undefined || mail.to.includes(to.toLowerCase())) &&
    (part === '' || mail.to.some((address) => address.includes(part)))
  );
}

/** Written beside and renamed, so that no reader sees half a mail and no crash keeps one. */
async function writeWhole(folder: string, name: string, bytes: Buffer): Promise<void> {
  const beside = join(folder, `.${name}.part`);
  const file = await open(beside, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
}

async function parse(id: string, bytes: Buffer): Promise<Mail> {
  const { headers, messageId, from, subject, text, html } = await simpleParser(bytes, {
    skipTextToHtml: true,
  });
  const delivered = headers.get('delivered-to') as
    AddressObject | string | (AddressObject | string)[] | undefined;
  const to = [delivered ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? [one] : one.value.map((v) => v.address ?? '')));
  return {
    id,
    messageId: messageId ?? '',
    receivedAt: id.replace(/^(....)(..)(..)T(..)(..)(..)(...)Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z'),
    to: to.map((address) => address.trim().toLowerCase()),
    from: from?.text ?? '',
    subject: subject ?? '',
    text: text ?? '',
    ...(html ? { html } : {}),
  };
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
