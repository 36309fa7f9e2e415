"""`make smoke`: the whole loop once, step by step, against a private copy of everything."""

import sys
import time
from collections.abc import Callable

import psycopg

from tests.smoke.browser import Browser, Failed
from tests.smoke.site import Site

STATION = "340705402000"
UNIT = "市城市管理局"
OWN_TEXT = (
    "本人近期三次到现场查看，并与二十余户居民座谈。该路段照明设施建成于十年前，线路老化，"
    "权属在移交中不清，故障报修无人受理。建议：一、由城市管理部门牵头完成权属移交并纳入统一养护；"
    "二、年内更换老旧线路和灯具，优先安排学校周边；三、公布报修电话和修复时限，接受居民监督。"
)
_begun = time.monotonic()


def tell(mark: str, text: str) -> None:
    """One line of the journey, with the seconds since the start."""
    sys.stdout.write(f"{mark} {time.monotonic() - _begun:5.1f}s  {text}\n")
    sys.stdout.flush()


def done(text: str) -> None:
    """A step that happened."""
    tell("✓", text)


def expect(truth: object, complaint: str) -> None:
    """Raise Failed unless `truth`."""
    if not truth:
        raise Failed(complaint)


class Case:
    """One resident's concern, with the browser it was said in."""

    def __init__(self, site: Site, text: str) -> None:
        self.site, self.resident = site, site.browser()
        page = self.resident.fill(f"/s/{STATION}/say/", text=text, resident_name="王阿姨")
        self.number, self.code = page.marked["number"], page.marked["code"]

    @property
    def desk(self) -> str:
        """The address of its page at the desk."""
        return f"/desk/concerns/{self.number}/"

    def followed(self) -> str:
        """What the resident reads in a fresh browser, with number and check code."""
        page = self.site.browser().fill("/receipt/", number=self.number, code=self.code)
        return page.text

    def is_told(self, words: str) -> Callable[[], bool]:
        """A question: does the resident read `words` by now?"""
        return lambda: words in self.followed()

    def rate(self) -> None:
        """满意; the case is closed then."""
        at = f"/receipt/{self.number}/"
        self.resident.send(self.resident.get(at), f"{at}rate/", rating="satisfied", note="谢谢")
        expect("已办结" in self.followed(), f"{self.number} 评价后没有办结")

    def sorted_and_sent(self, officer: Browser, channel: str) -> str:
        """梳理 and 定渠道; gives what the page proposed."""
        officer.fill(f"{self.desk}sort/", title="反映的事项", category="construction")
        page = officer.get(f"{self.desk}decide/")
        proposal = page.text
        officer.send(page, f"{self.desk}decide/", channel=channel, reason="按实际情况选择")
        return proposal


def answered_at_the_station(site: Site, officer: Browser) -> None:
    """站内答复: said by phone browser, answered at once, rated."""
    case = Case(site, "想问一下，社区助餐点周末开不开，老人怎么办就餐卡？")
    done(f"群众在站点页面提交，得到编号 {case.number} 和校验码")
    expect("汇总梳理" in case.followed(), "查询页没有显示“汇总梳理”")
    proposal = case.sorted_and_sent(officer, "station")
    expect("建议" in proposal, "定渠道页面没有显示系统建议")
    done("联络员梳理，看到系统建议和理由，定为站内答复")
    officer.fill(f"{case.desk}answer/", text="周末照常供餐，凭身份证到社区一楼办理。")
    expect("周末照常供餐" in case.followed(), "群众没有看到答复")
    case.rate()
    done("联络员当场答复，群众凭编号看到答复并评价，已办结")


def became_a_suggestion(site: Site, officer: Browser) -> None:
    """代表建议: adopted, handed over, divided, signed, replied, rated by deputy and resident."""
    case = Case(site, "幸福路的路灯坏了一大半，晚上孩子放学走路很危险，修了几次都没人管。")
    case.sorted_and_sent(officer, "suggestion")
    done(f"第二件诉求 {case.number} 定为代表建议")
    deputy = site.browser("daibiao")
    address = f"/desk/suggestions/adopt/?concern={case.number}"
    page = deputy.fill(
        address, concern=case.number, title="关于改善幸福路照明的建议", text=OWN_TEXT
    )
    at = page.address.removeprefix(site.address)
    deputy.fill(f"{at}submit/")
    done("代表认领，用自己的话写成建议并提交")
    survives_a_power_cut(site, deputy, at, case)
    committee = site.browser("lianluo")
    committee.fill(f"{at}register/")
    committee.fill(f"{at}assign/")
    done("代表工作机构立案、交办")
    government = site.browser("zhengfu")
    page = government.get(f"{at}divide/")
    unit = page.form(f"{at}divide/").options["lead"][UNIT]
    government.send(page, f"{at}divide/", lead=unit)
    done(f"政府办分办给{UNIT}")
    handled_and_rated(site, at, deputy)
    site.wait(case.is_told("路灯已全部更换"), "群众看到建议的答复")
    case.rate()
    done("群众看到答复并评价，已办结")


def handled_and_rated(site: Site, at: str, deputy: Browser) -> None:
    """签收, the overdue reminder, 答复, and the deputy's verdict."""
    unit = site.browser("chengguan")
    page = site.wait(lambda: _with_link(unit.get(at), "/sign/"), "承办单位看到待签收的件")
    handling = next(link for link in page.links if link.endswith("/sign/")).removesuffix("sign/")
    unit.fill(f"{handling}sign/")
    done("承办单位收到并签收")
    reminded_once(site, unit, handling)
    unit.fill(
        f"{handling}reply/",
        result_class="A",
        text="路灯已全部更换，权属已移交，报修电话已公布。",
        waiver="代表同意书面答复",
    )
    deputy.fill(f"{at}rate/", attitude="satisfied", result="satisfied")
    done("承办单位答复，代表评价满意")


def _with_link(page, ending: str):
    return page if any(link.endswith(ending) for link in page.links) else None


def reminded_once(site: Site, unit: Browser, handling: str) -> None:
    """催办: the daily job, run twice, reminds the late unit once."""
    number = handling.strip("/").rsplit("/", 1)[-1]
    with psycopg.connect(site.database()) as line:
        line.execute(
            "UPDATE suggestions_handling SET due_on = current_date - 1 WHERE id = %s", [int(number)]
        )
    inbox = "/desk/notices/"
    before = unit.get(inbox).text.count("【催办】")
    for _ in range(2):
        site.ask_worker("suggestions.tasks.remind_overdue")
    site.wait(site.idle, "后台执行完催办任务")
    after = unit.get(inbox).text.count("【催办】")
    expect(after == before + 1, f"承办单位应当收到一次催办：{unit.get(inbox).text[:400]}")
    done("每日催办运行两次，逾期单位只被提醒一次")


def survives_a_power_cut(site: Site, deputy: Browser, at: str, case: Case) -> None:
    """kill -9 of PostgreSQL, Redis and the worker: everything accepted is there afterwards."""
    site.kill_everything_behind()
    site.wait(lambda: not site.healthy(), "网站发现数据库已停")
    site.wait(site.healthy, "网站自行恢复", 40)
    expect("待审查" in deputy.get(at).text, "恢复后建议不在原来的阶段")
    expect("交办督办" in case.followed(), "恢复后诉求不在原来的阶段")
    done("强行终止数据库、消息队列和后台任务：自行恢复，已受理的都在")


def went_to_the_hotline(site: Site, officer: Browser) -> None:
    """12345: an order over the wire, answered there, told here."""
    case = Case(site, "小区门口的垃圾桶三天没有清运，气味很大，请尽快处理。")
    case.sorted_and_sent(officer, "hotline")
    done(f"第三件诉求 {case.number} 转 12345 人大代表通道")
    answer = "今天上午已清运，今后每日两次。"
    answer_outside(site, site.browser("rexian"), answer, case)
    site.wait(case.is_told(answer), "群众看到热线的答复")
    case.rate()
    done("热线收到工单并答复，群众看到答复并评价，已办结")


def went_to_the_leaders(site: Site) -> None:
    """《代表之声》直报: read and instructed by a leader."""
    case = Case(site, "河堤出现长约二十米的裂缝，汛期将到，附近三百多户很担心。")
    case.sorted_and_sent(site.browser("lianluo"), "direct")
    done(f"第四件诉求 {case.number} 由代表工作机构直报")
    committee = site.browser("lianluo")
    answer_outside(site, site.browser("lingdao"), "请水利部门三日内排险并公开结果。", case)
    site.wait(lambda: _with_link(committee.get(case.desk), "/answer/"), "批示回到代表工作机构")
    committee.fill(f"{case.desk}answer/", text="裂缝已灌浆加固，每周巡查一次。")
    expect("灌浆加固" in case.followed(), "群众没有看到批示落实的结果")
    case.rate()
    done("领导批示，代表工作机构落实后答复，群众评价，已办结")


def answer_outside(site: Site, reader: Browser, text: str, case: Case) -> None:
    """The other side finds what came in and answers it; the worker carries both ways."""

    def arrived():
        for link in reader.get("/desk/receiver/").links:
            if link.startswith("/desk/receiver/") and link != "/desk/receiver/":
                page = reader.get(link)
                if case.number in page.text:
                    return link
        return None

    link = site.wait(arrived, "对方收到来件")
    reader.send(reader.get(link), f"{link}answer/", text=text)


def month_is_compiled(site: Site) -> None:
    """月报: the monthly job writes a page with the numbers of the month."""
    site.ask_worker("supervision.tasks.compile_last_month")
    committee = site.browser("lianluo")

    def report():
        links = committee.get("/desk/reports/").links
        return next((one for one in links if one.strip("/").split("/")[-1].isdigit()), None)

    link = site.wait(report, "月报编制完成")
    expect(
        "群众诉求" in committee.get(link).text or "诉求" in committee.get(link).text, "月报没有数字"
    )
    done("每月任务编制上月月报，页面可以打开")


def clock_ticks(site: Site) -> None:
    """beat and worker really run: the sweep comes by itself."""
    site.wait(lambda: "补投" in site.log("beat"), "定时器发出补投任务")
    site.wait(lambda: "liaison.notices.tasks.sweep" in site.log("worker"), "后台执行补投任务")
    done("定时任务自行触发，后台任务执行")


def drive(site: Site) -> None:
    """Every step of the loop, in order."""
    officer = site.browser("zhanyuan")
    answered_at_the_station(site, officer)
    became_a_suggestion(site, officer)
    went_to_the_hotline(site, officer)
    went_to_the_leaders(site)
    month_is_compiled(site)
    clock_ticks(site)


def show_logs(site: Site) -> None:
    """What the processes said last: the folder is gone when somebody comes to look."""
    for name in ("web", "worker", "beat", "postgres", "redis"):
        sys.stdout.write(f"---- {name}\n" + "\n".join(site.log(name).splitlines()[-15:]) + "\n")


def main() -> int:
    """0 when every step happened and nothing is left behind."""
    tell("…", "正在临时目录启动一套完整系统（数据库、消息队列、网站、后台任务、定时任务）")
    try:
        with Site() as site:
            done(f"已启动 {site.address}，演示数据已装载")
            try:
                drive(site)
            except Failed:
                show_logs(site)
                raise
            folder = site.folder
        expect(not folder.exists(), f"停止后仍有残留：{folder}")
        done("已全部停止，没有残留")
    except Failed as reason:
        tell("✗", str(reason))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
