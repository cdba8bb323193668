"""Events become lines: small stories in events, and what is told of them."""

from dataclasses import replace
from typing import Any

from kizuna.event import Cause, Event, address
from kizuna.tell import Line, Teller
from kizuna.tell.line import TOLD, TURNING
from kizuna.world.load import load

MORNING = 12 * 3600


class Telling:
    """Events told one after the other, a second apart."""

    def __init__(self, teller: Teller) -> None:
        self.teller, self.now = teller, MORNING

    def tell(self, kind: str, place: str | None = None, **rest: Any) -> list[Line]:
        self.now += 1
        return list(self.teller.tell([self.event(kind, place, **rest)]))

    def event(self, kind: str, place: str | None = None, **rest: Any) -> Event:
        data = {**rest.pop("data", {})}
        return Event(address(self.now, 0), kind, rest, place, data)


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_a_journey_is_told_at_its_start_and_at_its_end(teller: Teller) -> None:
    story = Telling(teller)
    begun = {"practice": "report", "goal": "office", "ready_at": 0}
    assert (
        story.tell("ErrandBegun", "street", actor="shikamaru", target="tsunade", data=begun) == []
    )
    out = story.tell("SetOut", "street", actor="shikamaru", data={"to": "office", "goal": "office"})
    assert texts(out) == ["Shikamaru sets out for the Hokage's office, to see Tsunade."]
    assert out[0].place == "street"
    arrived = story.tell("Arrived", "office", actor="shikamaru")
    assert texts(arrived) == ["Shikamaru arrives."]
    assert arrived[0].place == "office"


def test_a_step_on_the_way_goes_without_saying(teller: Teller) -> None:
    story = Telling(teller)
    goal = {"goal": "river", "via": "road"}
    assert story.tell("SetOut", "hotel", actor="baki", data={"to": "street", **goal}) != []
    assert story.tell("Arrived", "sand", actor="baki") == []
    assert story.tell("SetOut", "sand", actor="baki", data={"to": "gates", **goal}) == []


def test_company_and_whoever_is_carried(teller: Teller) -> None:
    story = Telling(teller)
    story.tell("Lifted", actor="gaara", target="naruto")
    together = {"to": "gates", "goal": "gates", "via": "road", "with": ["lee", "naruto"]}
    out = story.tell("SetOut", "river", actor="gaara", data=together)
    assert texts(out) == ["Gaara sets out for the Leaf gates with Lee, carrying Naruto."]
    arrived = story.tell("Arrived", "gates", actor="gaara", data={"with": ["lee", "naruto"]})
    assert texts(arrived) == ["Gaara arrives with Lee, carrying Naruto."]
    assert arrived[0].who == ("gaara", "lee", "naruto")


def test_a_search_is_told_when_it_finds(teller: Teller) -> None:
    story = Telling(teller)
    begun = {"practice": "search_for", "goal": "office", "ready_at": 0}
    story.tell("ErrandBegun", "gates", actor="temari", target="gaara", data=begun)
    story.tell("SetOut", "gates", actor="temari", data={"to": "office", "goal": "office"})
    assert story.tell("Arrived", "office", actor="temari") == []
    story.tell(
        "ErrandBegun",
        "office",
        actor="temari",
        target="gaara",
        data={**begun, "goal": "bone_forest"},
    )
    story.tell(
        "SetOut", "office", actor="temari", data={"to": "bone_forest", "goal": "bone_forest"}
    )
    assert texts(story.tell("Arrived", "bone_forest", actor="temari")) == ["Temari finds Gaara."]


def test_whoever_is_found_is_found_as_they_lie(teller: Teller) -> None:
    story = Telling(teller)
    begun = {"practice": "search_for", "goal": "river", "ready_at": 0}

    def found(who: str) -> list[str]:
        story.tell("ErrandBegun", "road", actor=who, target="naruto", data=begun)
        story.tell("SetOut", "road", actor=who, data={"to": "river", "goal": "river"})
        return texts(story.tell("Arrived", "river", actor=who))

    assert found("lee") == [
        "There lies Naruto, half under water, and does not stir. Lee has found him."
    ]
    story.tell("DangerEnded", target="naruto")
    assert found("kiba") == ["There lies Naruto, and does not stir. Kiba has found him."]
    story.tell("Woke", who="naruto", data={"from": "unconscious"})
    assert found("temari") == ["Temari finds Naruto."]


def test_what_is_read_anew_is_told_by_what_it_is_put_down_to(teller: Teller) -> None:
    story = Telling(teller)

    def reread(change: float, **motives: float) -> list[Line]:
        data = {"memories": [[1, motives]], "change": change}
        story.now += 2 * 86400
        return story.tell("MotiveReread", who="lee", toward="gaara", data=data)

    (owed,) = reread(-0.2, duty=0.6, liking=0.3)
    assert owed.text == "All at once every kindness of Gaara's looks to Lee like something owed."
    assert (owed.voice, owed.weight) == ("inner", TURNING)
    assert [line.message for line in reread(-0.2, malice=0.6, liking=0.3)] == ["reread.worse"]
    assert [line.message for line in reread(0.2, liking=0.8)] == ["reread.better"]
    assert reread(-0.01, duty=0.6) == []


def test_the_wish_that_nobody_commanded(teller: Teller) -> None:
    data = {"power": "sand", "title": "the sand", "mode": "deep wish", "energy": 0.0}
    story = Telling(teller)
    (line,) = story.tell("ReflexActed", "river", actor="gaara", target="naruto", data=data)
    assert line.text.startswith("The sand moves by itself and brings Naruto out of danger.")
    assert line.text.endswith("and could not have.")
    assert line.weight == TURNING


def test_a_belief_is_told_when_it_crosses_even_odds(teller: Teller) -> None:
    story = Telling(teller)
    data = {"proposition": "hates(naruto, gaara)"}
    sure = story.tell("BeliefRevised", who="gaara", data={**data, "was": 1.7, "odds": 0.4})
    turned = story.tell("BeliefRevised", who="gaara", data={**data, "was": 0.4, "odds": -2.0})
    assert sure == []
    assert texts(turned) == ["Gaara no longer believes that Naruto hates him."]
    assert (turned[0].voice, turned[0].place) == ("inner", "bone_forest")


def test_even_odds_are_no_turn(teller: Teller) -> None:
    data = {"proposition": "likes(lee, gaara)", "was": -0.2, "odds": 0.0}
    assert Telling(teller).tell("BeliefRevised", who="gaara", data=data) == []


def test_bystanders_who_see_the_same_are_told_once(teller: Teller) -> None:
    story = Telling(teller)
    data = {"proposition": "hates(gaara, sasuke)", "was": -2.2, "odds": 0.8}
    first = story.tell("BeliefRevised", who="lee", data=data)
    second = story.tell("BeliefRevised", who="neji", data=data)
    assert texts(first) == ["Lee sees that Gaara hates Sasuke."]
    assert second == []


def test_what_was_said_aloud_is_not_concluded_once_more(teller: Teller) -> None:
    story = Telling(teller)
    said = {"proposition": "gone(sasuke)", "hearers": ["lee"]}
    belief = {"proposition": "gone(sasuke)", "was": -2.2, "odds": 2.0}
    story.tell("Told", actor="kiba", data=said)
    assert story.tell("BeliefRevised", who="lee", data=belief) == []
    assert texts(story.tell("BeliefRevised", who="neji", data=belief)) == [
        "Neji thinks that Sasuke is gone."
    ]


def test_memories_come_back_once_a_day(teller: Teller) -> None:
    story = Telling(teller)
    exam = next(e.seq for e in teller.world.opening if e.data.get("id") == "exam")
    first = story.tell("Recalled", who="lee", data={"event": exam})
    assert texts(first) == [
        "Lee remembers: the arena, the sand closing, and Gai standing in its way."
    ]
    assert story.tell("Recalled", who="lee", data={"event": exam}) == []
    story.now += 86400
    assert len(story.tell("Recalled", who="lee", data={"event": exam})) == 1


def test_strong_feelings_only(teller: Teller) -> None:
    story = Telling(teller)
    anger = {"feeling": "anger", "strength": 0.2, "half_life": 60, "about": 1}
    faint = story.tell("FeelingFelt", who="gaara", toward="sasuke", data=anger)
    strong = story.tell(
        "FeelingFelt", who="gaara", toward="sasuke", data={**anger, "strength": 0.8}
    )
    assert faint == []
    assert texts(strong) == ["Gaara is hot with anger at Sasuke."]


def test_a_pair_of_feelings_about_one_event_is_told_as_one(teller: Teller) -> None:
    story = Telling(teller)
    felt = {"strength": 0.8, "half_life": 60, "about": 77}
    assert story.tell("FeelingFelt", who="lee", data={"feeling": "joy", **felt}) != []
    assert story.tell("FeelingFelt", who="lee", data={"feeling": "satisfaction", **felt}) == []


def test_a_voice_within_is_shut_out(teller: Teller) -> None:
    data = {"practice": "attack", "voice": "resident", "urge": 0.5, "holds": 0.6}
    (line,) = Telling(teller).tell("ShutOut", "river", who="gaara", target="lee", data=data)
    assert line.text == (
        "Shukaku stirs within Gaara and urges him to strike out at Lee. Gaara shuts it out."
    )


def test_a_voice_within_that_is_heard(teller: Teller) -> None:
    data = {"practice": "rage_about", "voice": "resident", "urge": 0.5, "holds": 0.4}
    people = {"who": "gaara", "target": "naruto", "about": "sasuke"}
    (line,) = Telling(teller).tell("Leaked", "river", data=data, **people)
    assert line.text == (
        "Shukaku stirs within Gaara and urges him to curse Sasuke. Gaara cannot help hearing it."
    )


def test_promises_and_leave(teller: Teller) -> None:
    story = Telling(teller)
    promise = {"name": "friendship", "kind": "promise", "words": "to be a friend for ever"}
    leave = {"name": "leave to stay", "kind": "leave", "words": "leave to stay", "due": 190811}
    assert texts(story.tell("CommitmentMade", by="naruto", to="gaara", data=promise)) == [
        "Naruto has promised Gaara to be a friend for ever."
    ]
    assert texts(story.tell("CommitmentMade", by="gaara", to="tsunade", data=leave)) == [
        "Gaara has leave to stay until day 3 05:00."
    ]


def test_a_broken_promise_is_a_turning_point(teller: Teller) -> None:
    story = Telling(teller)
    promise = {"name": "friendship", "kind": "promise", "words": "to be a friend for ever"}
    story.tell("CommitmentMade", by="naruto", to="gaara", data=promise)
    broken = {"commitment": address(story.now, 0), "status": "broken"}
    (line,) = story.tell("CommitmentEnded", by="naruto", data=broken)
    assert "broken the promise" in line.text
    assert line.weight == TURNING


def test_nothing_is_told_of_waiting_and_noticing(teller: Teller) -> None:
    story = Telling(teller)
    assert story.tell("Did", "river", actor="lee", data={"practice": "wait"}) == []
    assert story.tell("WentOn", "river", actor="lee", data={"takes": 60}) == []
    assert story.tell("Noticed", "river", who="lee") == []


def test_news_everybody_has_told_is_small_talk(teller: Teller) -> None:
    story = Telling(teller)
    data = {"practice": "tell", "topic": "gone(sasuke)", "tells": True, "witnesses": []}
    pairs = [("kiba", each) for each in ("neji", "chouji", "lee", "gaara", "temari", "baki")]
    weights = [
        story.tell("Did", "hospital", actor=one, target=other, data=data)[0].weight
        for one, other in pairs
    ]
    assert weights[0] == TOLD
    assert weights[-1] < TOLD


def test_weather_where_nobody_is_goes_unseen(teller: Teller) -> None:
    story = Telling(teller)
    rain = {"name": "rain", "words": "A light rain begins."}
    assert story.tell("Happened", "sand", data=rain) == []
    assert texts(story.tell("Happened", "river", data=rain)) == ["A light rain begins."]


def test_whose_fate_moved_somebody_to_a_deed_is_told_where_the_chronicle_says_so(
    teller: Teller,
) -> None:
    story = Telling(teller)
    felt = story.event("FeelingFelt", who="lee", toward="naruto",
                       data={"feeling": "guilt", "strength": 0.2, "about": 1})  # fmt: skip
    assert list(teller.tell([felt])) == []
    story.now += 1
    deed = story.event("Did", "river", actor="lee", data={"practice": "resolve_to_do_better"})
    plain, moved = deed, replace(deed, causes=(Cause("motivated", felt.seq),))
    (line,) = teller.tell([moved])
    assert (line.message, line.who) == ("did.resolve_to_do_better.over", ("lee",))
    assert "Naruto" in line.text
    later = replace(plain, seq=address(MORNING + 9 * 3600, 0))
    (line,) = teller.tell([later])
    assert line.message == "did.resolve_to_do_better"


def test_an_answer_to_another_sort_of_question_has_words_of_its_own(teller: Teller) -> None:
    story = Telling(teller)
    confided = {"practice": "confide", "topic": "carries(gaara, shukaku)"}
    story.tell("Did", "river", actor="gaara", target="lee", data=confided)
    encouraged = {"practice": "encourage", "answers": address(story.now, 0)}
    (line,) = story.tell("Did", "river", actor="lee", target="gaara", data=encouraged)
    assert line.message == "did.encourage.to.confide"


def test_making_up_ones_mind_is_no_outburst(teller: Teller) -> None:
    story = Telling(teller)
    aim = {"practice": "resolve_to_grow_strong", "voice": "heart"}
    assert story.tell("BrokeOut", "river", who="gaara", data=aim) == []
    assert story.tell("BrokeOut", "river", who="gaara", data={**aim, "practice": "insult"}) != []


def test_each_move_of_a_bout_is_told_and_what_comes_of_it(teller: Teller) -> None:
    story = Telling(teller)
    for _ in range(2):
        (move,) = story.tell(
            "Did", "river", actor="lee", target="gaara", data={"practice": "strike"}
        )
        (struck,) = story.tell("Struck", "river", actor="lee", target="gaara")
        assert move.is_move and struck.is_move
    slight = {"where": "the hip", "severity": 0.05}
    assert story.tell("Injured", "river", actor="lee", target="gaara", data=slight) == []


def test_what_two_have_done_before_is_told_as_done_once_more() -> None:
    teller = Teller(load("the-best-intentions"), varies=False)
    assert list(teller.tell(teller.world.opening)) == []
    story, kiss = Telling(teller), {"practice": "kiss"}
    story.now = teller.world.starts
    (first,) = story.tell("Did", "ward", actor="sakura", target="gaara", data=kiss)
    story.now += 5 * 3600
    (again,) = story.tell("Did", "ward", actor="gaara", target="sakura", data=kiss)
    assert (first.message, again.message) == ("did.kiss", "did.kiss.again")
