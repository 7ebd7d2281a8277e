/** Invented names, in the scripts that an agency's people write theirs in. Any likeness is chance. */
interface Script {
  /** How often, beside the others. */
  weight: number;
  given: readonly string[];
  family: readonly string[];
}

export const scripts: readonly Script[] = [
  {
    weight: 46,
    given: ['Alma', 'Bram', 'Corin', 'Delphine', 'Emmett', 'Fern', 'Gideon', 'Hollis', 'Imani', 'Jory', 'Keziah', 'Lowell', 'Maren', 'Nell', 'Orson', 'Pia', 'Quincy', 'Roscoe', 'Sable', 'Tamsin'], // prettier-ignore
    family: ['Ashgrove', 'Birchall-Stone', 'Cobblewick', 'Dunmere', 'Eastlight', 'Fallowfield', 'Greywater', 'Hawksmoor', 'Ironside', 'Jessamine', 'Kettlewell', 'Larkrise', 'Mossbank', 'Nightingale', 'O’Quillan', 'Pennywhistle', 'Rainford', 'Stillwater', 'Thistledown', 'Wrenfield'], // prettier-ignore
  },
  {
    weight: 26,
    given: ['Araceli', 'Benicio', 'Concepción', 'Darío', 'Eréndira', 'Fermín', 'Graciela', 'Íñigo', 'Jacinta', 'Leocadio', 'María José', 'Nicanor', 'Óscar', 'Rocío', 'Tadeo', 'Xóchitl'], // prettier-ignore
    family: ['Alcántara Peña', 'Bustamante', 'de la Garza Ríos', 'Echeverría', 'Fuensanta', 'Güemes', 'Íñiguez', 'Montoya Luz', 'Núñez del Río', 'Olivares', 'Quiñones', 'Salvatierra', 'Zúñiga Flores'], // prettier-ignore
  },
  {
    weight: 8,
    given: ['Zoë', 'Søren', 'Łucja', 'Žofie', 'Ngozi', 'Đức', 'Hiền', 'Þórunn', 'Ülkü', 'Chiamaka'],
    family: ['Ångström', 'Brontë-Weiß', 'Dvořáček', 'Nguyễn Lệ', 'Trần Hoa', 'Okwuosa', 'Żelazny', 'Özgür'],
  },
  {
    weight: 5,
    given: ['Олена', 'Тарас', 'Светлана', 'Мирон'],
    family: ['Вербова', 'Криниця', 'Тихомирова', 'Соловей'],
  },
  {
    weight: 5,
    given: ['ليلى', 'يوسف', 'نور', 'سامر'],
    family: ['النجار', 'الحدّاد', 'بحراني', 'الزيتوني'],
  },
  {
    weight: 5,
    given: ['小雨', '志明', '雅婷', '海山'],
    family: ['林', '歐陽', '司徒', '江'],
  },
  {
    weight: 3,
    given: ['आरव', 'मीरा', 'ईशान'],
    family: ['नेगी', 'पहाड़ी', 'सागर'],
  },
  {
    weight: 2,
    given: ['지우', '하늘', '서연'],
    family: ['한', '남궁', '선우'],
  },
];
