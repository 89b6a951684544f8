"""Ten invented news texts that never mention Syria, in the kinds of file a reader may have."""

import json

TEXTS = {
    "harbour.txt": "Harbour workers in Lisbon stop for a day\nBy Ana Prado\nLISBON – Some 400 dock workers stopped work in Lisbon on Monday, said Rui Matos, who speaks for their union. The port company called the strike “needless”.\n“We asked for two things and got none,” Matos told the Harbour Post. The port lies 12 km west of the airport, and 30 ships were waiting.\n",
    "harbour-2.txt": "Lisbon port: calm returns\nThe strike in Lisbon ended on Tuesday, the port company said. About 250 dock workers had taken part, according to the company. Ana Lopes, its director, said that talks would go on.\nIt was reported that two ships had left for Porto.\n",
    "bridge.md": "# New bridge over the Tana\n\nThe bridge over the Tana River at Garissa will cost 3 million dollars, Kenya's transport ministry said. Engineers warned in 2019 that the old one was unsafe.\n\n“It has carried lorries for 50 years,” said Grace Wanjiru, an engineer in Nairobi.\n",
    "storm.txt": "Storm over the coast\nA storm hit the coast of Ireland on Friday night. Reportedly, 2,000 homes in Galway had no power. Met Eireann had warned of it; the fire brigade in Cork said nobody was hurt.\nCritics say that the warning came late.\n",
    "school.txt": "School closes early\nHill School in Leeds closed at noon because of the heat, its head teacher, Mary Brown, said. Parents were told by text message. “I had ten minutes,” said one mother.\n",
    "vote.txt": "Village votes on its mill\nThe village of Brae voted on Sunday: 120 for the mill and 80 against. Mayor Tom Reed called the result clear. His rival, Jane Cole, said it was bought. Nobody has shown that.\n",
    "short.txt": "Nothing happened in Oslo today.\n",
    "quiet.txt": "The sea was calm and the boats stayed in. It rained a little, then it stopped.\n",
    "page.html": "<html><head><title>Ferry late again</title><meta name='author' content='Per Dahl'><meta property='og:site_name' content='Fjord News'><meta property='article:published_time' content='2021-05-04T08:00:00Z'></head><body><article><h1>Ferry late again</h1><p>The ferry from Bergen to Stavanger was two hours late on Tuesday, the shipping company said. Per Dahl, who waited on the pier, said that nobody had told the passengers anything.</p><p>The company blamed fog. According to the harbour master in Bergen there was none. Norway has 130 ferry lines; this one carries 900 people a day.</p></article></body></html>",
    "rows.jsonl": json.dumps({"text": "Two bakers in Vienna sell the same cake. “Mine is older,” said Karl Huber. Anna Moser denied that.", "title": "The cake", "author": "K. Baker", "date": "2022-02-01"}) + "\n",
}  # fmt: skip


def write(folder):
    """Put the ten into a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
