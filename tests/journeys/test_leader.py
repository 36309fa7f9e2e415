"""A leader on one screen: what is late first, then the month and what each number means."""

from liaison import clock
from supervision import actions, periods


def test_a_leader_reads_the_month(person, network):
    network.concern("closed")
    network.suggestion("in_hand")
    this_month = periods.month(clock.today())
    actions.compile_month(network.main, this_month)
    leader = person()
    leader.sign_in("leader")
    leader.sees("今日")

    leader.follow("月报")
    leader.follow(network.main.name)
    leader.sees("本月概况")
    leader.sees("收到诉求")
    leader.sees("当期提交的群众诉求")
    leader.sees("满意率")
