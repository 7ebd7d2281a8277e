-- The desk finds a payment among a million within 50 ms at the api: each way to find one has its index, in the order in
-- which the list shows it. Names are found by how their words begin, in capitals or not, with accents or without; the
-- triggers keep those words, so no writer can forget them. They say each word once: within an upsert SQLite puts
-- the statement's own way with conflicts in place of theirs. A person's words have its number too (after #, whole and its
-- last four), a payer's the address (after @). Folding is by one table of letters, the same as api/staff/name-words.ts.
-- Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "PersonWord" (
    "agencyId" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("agencyId", "word", "personId"),
    CONSTRAINT "PersonWord_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PayerWord" (
    "agencyId" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,

    PRIMARY KEY ("agencyId", "word", "accountId"),
    CONSTRAINT "PayerWord_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "PersonWord_personId_word_idx" ON "PersonWord"("personId", "word");

-- CreateIndex
CREATE INDEX "PayerWord_accountId_word_idx" ON "PayerWord"("accountId", "word");

-- CreateIndex
CREATE INDEX "Person_agencyId_office_idx" ON "Person"("agencyId", "office");

-- CreateIndex
CREATE INDEX "Payment_agencyId_state_createdAt_id_idx" ON "Payment"("agencyId", "state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Payment_agencyId_cardLast4_createdAt_id_idx" ON "Payment"("agencyId", "cardLast4", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Payment_agencyId_amountCents_createdAt_id_idx" ON "Payment"("agencyId", "amountCents", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Payment_stripeChargeId_idx" ON "Payment"("stripeChargeId");

-- DropIndex
DROP INDEX "Payment_accountId_createdAt_idx";

-- CreateIndex
CREATE INDEX "Payment_accountId_createdAt_id_idx" ON "Payment"("accountId", "createdAt", "id");

-- DropIndex
DROP INDEX "Payment_personId_createdAt_idx";

-- CreateIndex
CREATE INDEX "Payment_personId_createdAt_id_idx" ON "Payment"("personId", "createdAt", "id");

-- A letter of "from" becomes the one at its place in "to"; where "to" has ended, it is left out.
CREATE VIEW "NameFold" AS SELECT 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜƠơƯưḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹȘșȚțΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏ-.,/()"_+&	 ‐‑–@''’‘`´ʼ̴̵̶̷̸̡̢̧̨̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́̕̚ͅ' AS "from", 'abcdefghijklmnopqrstuvwxyzaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjkkllllllllnnnnnnnnoooooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzaaiioouuuuuuuuuuoouuaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyssttαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџ                ' AS "to";

CREATE TRIGGER "Person_words_inserted" AFTER INSERT ON "Person"
BEGIN
  INSERT OR IGNORE INTO "PersonWord" ("agencyId", "word", "personId")
    WITH RECURSIVE
      "letters" ("rest", "folded") AS (
        SELECT NEW."givenName" || ' ' || NEW."familyName", ''
        UNION ALL
        SELECT substr("rest", 2), "folded" || CASE instr("fold"."from", substr("rest", 1, 1)) WHEN 0 THEN substr("rest", 1, 1) ELSE substr("fold"."to", instr("fold"."from", substr("rest", 1, 1)), 1) END
          FROM "letters", (SELECT "from", "to" FROM "NameFold") AS "fold" WHERE "rest" <> ''
      ),
      "words" ("word", "rest") AS (
        SELECT '', "folded" || ' ' FROM "letters" WHERE "rest" = ''
        UNION ALL
        SELECT substr("rest", 1, instr("rest", ' ') - 1), substr("rest", instr("rest", ' ') + 1) FROM "words" WHERE "rest" <> ''
      )
    SELECT NEW."agencyId", substr("word", 1, 40), NEW."id" FROM "words" WHERE "word" <> ''
    UNION SELECT NEW."agencyId", '#' || NEW."agencyPersonId", NEW."id"
    UNION SELECT NEW."agencyId", '#' || substr(NEW."agencyPersonId", -4), NEW."id";
END;

CREATE TRIGGER "Person_words_updated" AFTER UPDATE OF "givenName", "familyName", "agencyPersonId" ON "Person"
BEGIN
  DELETE FROM "PersonWord" WHERE "personId" = NEW."id";
  INSERT OR IGNORE INTO "PersonWord" ("agencyId", "word", "personId")
    WITH RECURSIVE
      "letters" ("rest", "folded") AS (
        SELECT NEW."givenName" || ' ' || NEW."familyName", ''
        UNION ALL
        SELECT substr("rest", 2), "folded" || CASE instr("fold"."from", substr("rest", 1, 1)) WHEN 0 THEN substr("rest", 1, 1) ELSE substr("fold"."to", instr("fold"."from", substr("rest", 1, 1)), 1) END
          FROM "letters", (SELECT "from", "to" FROM "NameFold") AS "fold" WHERE "rest" <> ''
      ),
      "words" ("word", "rest") AS (
        SELECT '', "folded" || ' ' FROM "letters" WHERE "rest" = ''
        UNION ALL
        SELECT substr("rest", 1, instr("rest", ' ') - 1), substr("rest", instr("rest", ' ') + 1) FROM "words" WHERE "rest" <> ''
      )
    SELECT NEW."agencyId", substr("word", 1, 40), NEW."id" FROM "words" WHERE "word" <> ''
    UNION SELECT NEW."agencyId", '#' || NEW."agencyPersonId", NEW."id"
    UNION SELECT NEW."agencyId", '#' || substr(NEW."agencyPersonId", -4), NEW."id";
END;

CREATE TRIGGER "PayerAccount_words_inserted" AFTER INSERT ON "PayerAccount"
BEGIN
  INSERT OR IGNORE INTO "PayerWord" ("agencyId", "word", "accountId")
    WITH RECURSIVE
      "letters" ("rest", "folded") AS (
        SELECT NEW."givenName" || ' ' || NEW."familyName" || ' ' || substr(NEW."email", 1, instr(NEW."email", '@') - 1), ''
        UNION ALL
        SELECT substr("rest", 2), "folded" || CASE instr("fold"."from", substr("rest", 1, 1)) WHEN 0 THEN substr("rest", 1, 1) ELSE substr("fold"."to", instr("fold"."from", substr("rest", 1, 1)), 1) END
          FROM "letters", (SELECT "from", "to" FROM "NameFold") AS "fold" WHERE "rest" <> ''
      ),
      "words" ("word", "rest") AS (
        SELECT '', "folded" || ' ' FROM "letters" WHERE "rest" = ''
        UNION ALL
        SELECT substr("rest", 1, instr("rest", ' ') - 1), substr("rest", instr("rest", ' ') + 1) FROM "words" WHERE "rest" <> ''
      )
    SELECT NEW."agencyId", substr("word", 1, 40), NEW."id" FROM "words" WHERE "word" <> ''
    UNION SELECT NEW."agencyId", '@' || NEW."email", NEW."id";
END;

CREATE TRIGGER "PayerAccount_words_updated" AFTER UPDATE OF "givenName", "familyName", "email" ON "PayerAccount"
BEGIN
  DELETE FROM "PayerWord" WHERE "accountId" = NEW."id";
  INSERT OR IGNORE INTO "PayerWord" ("agencyId", "word", "accountId")
    WITH RECURSIVE
      "letters" ("rest", "folded") AS (
        SELECT NEW."givenName" || ' ' || NEW."familyName" || ' ' || substr(NEW."email", 1, instr(NEW."email", '@') - 1), ''
        UNION ALL
        SELECT substr("rest", 2), "folded" || CASE instr("fold"."from", substr("rest", 1, 1)) WHEN 0 THEN substr("rest", 1, 1) ELSE substr("fold"."to", instr("fold"."from", substr("rest", 1, 1)), 1) END
          FROM "letters", (SELECT "from", "to" FROM "NameFold") AS "fold" WHERE "rest" <> ''
      ),
      "words" ("word", "rest") AS (
        SELECT '', "folded" || ' ' FROM "letters" WHERE "rest" = ''
        UNION ALL
        SELECT substr("rest", 1, instr("rest", ' ') - 1), substr("rest", instr("rest", ' ') + 1) FROM "words" WHERE "rest" <> ''
      )
    SELECT NEW."agencyId", substr("word", 1, 40), NEW."id" FROM "words" WHERE "word" <> ''
    UNION SELECT NEW."agencyId", '@' || NEW."email", NEW."id";
END;

-- The words of those who are there already.
UPDATE "Person" SET "givenName" = "givenName";
UPDATE "PayerAccount" SET "givenName" = "givenName";
