package dev.ovenbird.evaluate;

import java.util.List;

/** Sixty-four sentences on many subjects, of many lengths; written for these tests. */
public final class Sentences {
  public static final List<String> VARIED =
      List.of(
          "The ovenbird builds a domed nest of mud and straw on a fence post.",
          "Most birds line their nests with feathers and soft grass.",
          "How long does it take to boil an egg until the yolk is firm?",
          "Put the eggs into cold water and let it come to a boil slowly.",
          "A pinch of salt brings out the sweetness of ripe tomatoes.",
          "The recipe calls for two cups of flour and a spoon of yeast.",
          "Let the dough rest for an hour in a warm place.",
          "Our train to Lisbon leaves at seven from platform nine.",
          "The night train was late, so we missed the ferry.",
          "Book the hotel early, because the town is full in August.",
          "Can I take my bicycle on the bus?",
          "The airline lost my suitcase for the third time this year.",
          "A compiler translates source code into machine instructions.",
          "The build failed because a semicolon was missing.",
          "Memory that is never freed will sooner or later run out.",
          "Two threads wrote to the same variable without a lock.",
          "How do I undo the last commit without losing my changes?",
          "Use an index on that column, or the query will scan the whole table.",
          "Neural networks learn by adjusting weights along the gradient of a loss.",
          "Quantization stores each weight in fewer bits.",
          "The model runs in the browser and needs no server.",
          "Service workers can answer requests while the device is offline.",
          "Nothing you type leaves your device.",
          "The privacy policy changed last Tuesday and nobody noticed.",
          "The central bank raised interest rates by a quarter of a percent.",
          "Shares fell sharply after the company warned about its profits.",
          "Inflation eats the savings of those who keep cash.",
          "She pays her rent on the first day of each month.",
          "The court ruled that the contract was void.",
          "Parliament passed the budget after a debate that lasted all night.",
          "The mayor promised new bus lanes before the election.",
          "Voters queued around the block in the rain.",
          "The striker scored twice in the last five minutes.",
          "Our team lost the final on penalties.",
          "She ran the marathon in under three hours.",
          "Stretch before you exercise, and drink enough water.",
          "The doctor prescribed antibiotics for the infection.",
          "A fever of thirty-nine degrees should be watched closely.",
          "Vaccines train the immune system to recognise a virus.",
          "He has been sleeping badly since he changed jobs.",
          "The patient's blood pressure fell overnight.",
          "Light takes about eight minutes from the sun to the earth.",
          "Jupiter has more than ninety known moons.",
          "The telescope saw a galaxy as it was thirteen billion years ago.",
          "Water expands when it freezes, which is why pipes burst in winter.",
          "Plants turn sunlight, water and carbon dioxide into sugar.",
          "The glacier has lost half of its ice in fifty years.",
          "Heavy rain is expected in the north, with gusts along the coast.",
          "It has not rained here since April.",
          "The violinist tuned her instrument before the concert.",
          "He plays the drums in a jazz band every Friday.",
          "The painting was stolen from the museum and found under a bed.",
          "Her second novel is about three sisters on a small island.",
          "The film is too long, but its last scene is wonderful.",
          "My grandmother taught me to knit when I was six.",
          "The children built a castle of sand, and the tide took it.",
          "Our cat sleeps on the keyboard whenever I want to work.",
          "The dog next door barks at every cyclist.",
          "Prune the roses in early spring, just above a bud.",
          "Tomatoes need sun, warmth and a lot of water.",
          "yes",
          "ERROR 404: page not found",
          "x = (-b ± sqrt(b² − 4ac)) / 2a",
          "In 1928 Alexander Fleming noticed that a mould had killed the bacteria in one of his dishes; "
              + "twelve years passed before Florey and Chain made of it a medicine that could be given "
              + "to people, and another four before there was enough for the wounded of a whole army, "
              + "which is a good example of how far it is from an observation to a cure.");

  private Sentences() {}
}
