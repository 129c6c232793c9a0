/**
 * Common first names in Denmark, so that a person's name is known in a column that is not meant for it: the most frequent of
 * *Danskernes Navne* (Nordisk Forskningsinstitut, Københavns Universitet: the whole population, 2005), names high on Danmarks
 * Statistik's lists of newborns since then, and those of the Danish words of `@faker-js/faker` (10.6.0, MIT).
 */
export const danishFirstNames = `
  Adam Adolf Adrian Agnes Agnete Agnethe Ahmad Ahmed Aksel Albert Alberte Alex Alexander Alexandrea Alfred
  Ali Alice Allan Alma Alva Amalie Amanda Anders Andrea Andreas Ane Anette Anine Anita Anja Anker Ann Anna
  Annalise Anne Anne-Marie Anne-Mette Annelise Annette Anni Annie Anny Anton Arne Arnold Arthur
  Arunthavanathan Asbjørn Asger Asta Astrid August Augusta Axel Bendt Benjamin Benny Bent Bente Berit
  Bernhard Bertha Betina Bettina Betty Birger Birgit Birgitte Birte Birthe Bjarke Bjarne Bjørn Bo Bodil
  Brian Britt Britta Bruno Børge Camilla Carina Carl Carla Carlo Caroline Carsten Casper Cathrine Cecilie
  Charles Charlotte Christa Christen Christian Christiane Christina Christine Christoffer Christopher Clara
  Claus Connie Conny Dagmar Dagny Dan Daniel David Dennis Diana Ditte Ditte-Marie Dora Doris Dorit Dorte
  Dorthe Dorthea Ea Ebba Ebbe Edel Edith Edvard Egon Eigil Einar Ejgil Ejler Ejnar Ejner Ejvind Eleonora Eli
  Elias Elin Eline Elisa Elisabeth Elise Ella Ellen Ellen-Margrethe Ellie Ellinor Elliot Elly Elna Elsa Else
  Elsebeth Elvira Emanuel Emil Emilie Emma Emmy Erik Erland Erling Erna Ernst Esben Ester Esther Eva Evald
  Fatima Felix Ferdinand Finn Flemming Frank Freddy Frede Frederik Frederikke Freja Frida Frits Frode Georg
  Gerda Gerhard Gert Gertrud Gitte Grete Grethe Gry Gudrun Gunhild Gunnar Gunner Gurli Gustav Hakim Hanna
  Hanne Hans Hansine Harald Harriet Harry Hartvig Hassan Hedvig Heidi Heinrich Helen Helena Helene Helga
  Helge Helle Helmer Helmuth Henning Henny Henriette Henrik Henry Herdis Herluf Herman Hermann Hilda Hjalmar
  Holger Hugo Ib Iben Ida Ilse Ina Inga Inge Ingeborg Ingelise Ingemann Inger Ingrid Ingvard Irene Iris Irma
  Isabella Ivan Jacob Jakob Jan Jane Janne Janni Jannie Jeanette Jenny Jens Jensine Jeppe Jes Jesper Jette
  Jimmy Joachim Joan Johan Johanne Johannes John Johnny Jon Jonas Jonathan Jonna Josefine Josephine Juliane
  Julie Julius Jytte Jørgen Jørgine Jørn Kai Kaj Kaja Kalle Kamilla Kamma Karen Karin Karina Karl Karl-Emil
  Karl-Johan Karla Karoline Karsten Kasper Kate Kathrine Katja Katrine Keld Kenneth Kent Ketty Kevin Kim
  Kirsten Kirstine Kjeld Klara Klaus Knud Krista Kristen Kristian Kristiane Kristina Kristine Kristoffer
  Kurt Laila Lars Lasse Laura Laurids Laurine Laurits Lauritz Lea Leif Lena Lene Leo Leon Lilian Lilli
  Lillian Lilly Lily Linda Line Linus Lis Lisa Lisbeth Lise Liselotte Lissi Liv Lizzie Lone Lotte Louis
  Louise Lucas Ludvig Lukas Luna Lydia Lykke Lærke Mads Magda Magdalene Magnus Mai Maiken Maja Majbritt
  Malene Malthe Marc Marcus Maren Margit Margrete Margrethe Maria Mariane Marianne Marie Marinus Marius Mark
  Markus Marlene Martha Martin Martine Martinus Mary Mathias Mathilde Mathis Max Merete Meta Metha Mette Mia
  Michael Michelle Mie Mikael Mike Mikkel Mille Minna Mogens Mohamed Mohammad Mona Morten Mynte Nadia Nanna
  Nicklas Nicolai Nicolaj Nicoline Niels Niels-Christian Nielsine Niklas Nikolaj Nikoline Nils Nina Ninna
  Noah Nora Oda Olaf Ole Olga Oline Oliver Olivia Oluf Orla Oscar Oskar Otto Ove Palle Patrick Paul Peder
  Pelle Per Pernille Peter Petra Petrea Petrine Philip Pia Poul Poula Pouline Povl Preben Ragnhild Randi
  Rasmine Rasmus Rebecca Regitze Rene René Richard Richardt Rigmor Rikke Rita Robert Rosa Rosa-Maria Rudolf
  Rune Ruth Sabrina Samuel Sandra Sanne Sara Sarah Sebastian Sigfred Signe Sigrid Sigurd Silje Simon Simone
  Sofia Sofie Sofus Solveig Solvej Solvejg Sonja Sophie Steen Stefan Steffen Sten Stig Stine Sune Susan
  Susanne Sven Svend Søren Sørine Tage Tanja Thea Theo Theodor Therese Thomas Thor Thora Thorkild Thorvald
  Thyra Tim Tina Tine Tobias Tom Tommy Tonny Torben Tove Trine Troels Uffe Ulla Ulrik Vagn Valborg Valdemar
  Vera Verner Vibeke Victor Victoria Viggo Viktor Viktoria Vilhelm Vilhelmine Villiam Villy Vincent Viola
  Vita Vivi Walther Werner Wilhelm William Willy Winnie Yasmin Yvonne Zara Aage Aase
`
  .trim()
  .split(/\s+/)
