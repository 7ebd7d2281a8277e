-- The desk finds a payment among a million within 50 ms at the api: each way to find one has its index, in the order in
-- which the list shows it. Names are found by how their words begin, in capitals or not, with accents or without; the
-- triggers keep those words, so no writer can forget them. A person's words have its number too (after #, whole and its
-- last four), a payer's the address (after @). Folding is by one table of letters, the same as api/staff/name-words.ts.
-- Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "PersonWord" (
    "agencyId" TEXT NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "PersonWord_pkey" PRIMARY KEY ("agencyId","word","personId")
);

-- CreateTable
CREATE TABLE "PayerWord" (
    "agencyId" TEXT NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "accountId" TEXT NOT NULL,

    CONSTRAINT "PayerWord_pkey" PRIMARY KEY ("agencyId","word","accountId")
);

-- CreateIndex
CREATE INDEX "PersonWord_personId_word_idx" ON "PersonWord"("personId", "word");

-- CreateIndex
CREATE INDEX "PayerWord_accountId_word_idx" ON "PayerWord"("accountId", "word");

-- AddForeignKey
ALTER TABLE "PersonWord" ADD CONSTRAINT "PersonWord_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PayerWord" ADD CONSTRAINT "PayerWord_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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

CREATE FUNCTION name_words(name TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT left(word, 40) FROM regexp_split_to_table(translate(name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜƠơƯưḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹȘșȚțΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏ-.,/()"_+&	 ‐‑–@''’‘`´ʼ̴̵̶̷̸̡̢̧̨̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́̕̚ͅ', 'abcdefghijklmnopqrstuvwxyzaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjkkllllllllnnnnnnnnoooooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzaaiioouuuuuuuuuuoouuaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyssttαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџ                '), ' +') AS word WHERE word <> ''
$$;

CREATE FUNCTION person_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM "PersonWord" WHERE "personId" = NEW."id"; END IF;
  INSERT INTO "PersonWord" ("agencyId", "word", "personId")
    SELECT NEW."agencyId", word, NEW."id" FROM name_words(NEW."givenName" || ' ' || NEW."familyName") AS word
    UNION SELECT NEW."agencyId", '#' || NEW."agencyPersonId", NEW."id"
    UNION SELECT NEW."agencyId", '#' || right(NEW."agencyPersonId", 4), NEW."id"
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION payer_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM "PayerWord" WHERE "accountId" = NEW."id"; END IF;
  INSERT INTO "PayerWord" ("agencyId", "word", "accountId")
    SELECT NEW."agencyId", word, NEW."id" FROM name_words(NEW."givenName" || ' ' || NEW."familyName" || ' ' || split_part(NEW."email", '@', 1)) AS word
    UNION SELECT NEW."agencyId", '@' || NEW."email", NEW."id"
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Person_words_inserted" AFTER INSERT ON "Person" FOR EACH ROW EXECUTE FUNCTION person_words();

CREATE TRIGGER "Person_words_updated" AFTER UPDATE OF "givenName", "familyName", "agencyPersonId" ON "Person" FOR EACH ROW EXECUTE FUNCTION person_words();

CREATE TRIGGER "PayerAccount_words_inserted" AFTER INSERT ON "PayerAccount" FOR EACH ROW EXECUTE FUNCTION payer_words();

CREATE TRIGGER "PayerAccount_words_updated" AFTER UPDATE OF "givenName", "familyName", email ON "PayerAccount" FOR EACH ROW EXECUTE FUNCTION payer_words();

-- The words of those who are there already.
UPDATE "Person" SET "givenName" = "givenName";
UPDATE "PayerAccount" SET "givenName" = "givenName";
