"""The certificate of a training class (结业证书, T7): the same words on the page, in Word and in PDF."""

from dataclasses import asdict, dataclass

from deputies.models import Enrolment
from liaison.documents import pdf, word
from liaison.ui.templatetags.ui import cn_date, cn_number

HEADING = "培训结业证书"


@dataclass(frozen=True)
class Certificate:
    """What a certificate says."""

    title: str
    heading: str
    name: str
    text: str
    number: str
    unit: str
    day: str


def of(enrolment: Enrolment) -> Certificate:
    """The certificate of an enrolment that was present, `training.station` and `deputy` at hand."""
    training = enrolment.training
    days = cn_date(training.from_on)
    if training.to_on != training.from_on:
        days = f"{days}至{cn_date(training.to_on)}"
    return Certificate(
        title=f"{HEADING} {enrolment.deputy.name}",
        heading=HEADING,
        name=enrolment.deputy.name,
        text=f"于{days}参加“{training.title}”，计 {cn_number(enrolment.hours)} 学时，准予结业。",
        number=f"{training.from_on.year}-{training.pk:04d}-{enrolment.pk:06d}",
        unit=training.station.name,
        day=cn_date(training.to_on),
    )


def as_word(certificate: Certificate) -> bytes:
    """To edit."""
    blocks = [
        word.Paragraph(f"{certificate.name} 代表："),
        word.Paragraph(certificate.text),
        word.Paragraph(f"证书编号：{certificate.number}"),
        word.Signature(certificate.unit, certificate.day),
    ]
    return word.report(certificate.heading, blocks)


def as_pdf(certificate: Certificate) -> bytes:
    """To print and file."""
    return pdf.render("certificate", asdict(certificate))
