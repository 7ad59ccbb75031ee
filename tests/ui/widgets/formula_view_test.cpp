#include "ui/widgets/formula_view.h"

#include "core/losses/loss.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double em = 20;
constexpr int margin = 30;

QString folder() { return QStringLiteral(LOSSARIUM_SOURCE "/resources/formulas/"); }

QStringList namesIn(const QString& path, const QString& ending) {
  QStringList names = QDir(path).entryList({QStringLiteral("*") + ending}, QDir::Files, QDir::Name);
  for (QString& name : names) name.chop(ending.size());
  return names;
}

QStringList formulaNames() { return namesIn(QStringLiteral(":/formulas"), QStringLiteral(".svg")); }

QString textOf(const QString& path) {
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  return QString::fromUtf8(file.readAll());
}

QStringList namesDefinedBy(const QString& id) {
  QStringList names;
  static const QRegularExpression start(QStringLiteral("^([a-z]+): "), QRegularExpression::MultilineOption);
  for (const auto& match : start.globalMatch(textOf(folder() + id + QStringLiteral(".tex"))))
    names << id + '_' + match.captured(1);
  return names;
}

/// White paper with room around the formula, so that ink beyond its box shows.
QImage painted(const QString& name, const QColor& color = Qt::black) {
  const QSizeF size = formulaSize(name, em);
  QImage image(static_cast<int>(std::ceil(size.width())) + 2 * margin,
               static_cast<int>(std::ceil(size.height())) + 2 * margin, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  paintFormula(painter, {QPointF(margin, margin), size}, name, color, em);
  return image;
}

/// Null if there is no ink.
QRect inkOf(const QImage& image, QRgb paper = qRgb(255, 255, 255)) {
  QRect ink;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixel(x, y) != paper) ink |= QRect(x, y, 1, 1);
  return ink;
}

QColor darkest(const QImage& image) {
  QColor found = Qt::white;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y).lightness() < found.lightness()) found = image.pixelColor(x, y);
  return found;
}

QFont fontOf(int pixels) {
  QFont font;
  font.setPixelSize(pixels);
  return font;
}

TEST(Formulas, SourcesAndPicturesBelongTogether) {
  QStringList defined;
  for (const QString& id : namesIn(folder(), QStringLiteral(".tex"))) {
    const QStringList names = namesDefinedBy(id);
    EXPECT_TRUE(names.contains(id + QStringLiteral("_value"))) << id.toStdString();
    EXPECT_TRUE(names.contains(id + QStringLiteral("_slope"))) << id.toStdString();
    defined << names;
  }
  defined.sort();
  EXPECT_FALSE(defined.isEmpty());
  EXPECT_EQ(defined, namesIn(folder(), QStringLiteral(".svg")));
  EXPECT_EQ(defined, formulaNames());
}

TEST(Formulas, EveryLossHasThem) {
  for (const LossEntry& entry : lossCatalog())
    for (const char* name : {"_value", "_slope"})
      EXPECT_FALSE(formulaSize(QString::fromUtf8(entry.spec->id) + QLatin1String(name), em).isEmpty())
          << entry.spec->id << name;
}

// QtSvg stops at a nested <svg>, takes ex for pixels, and draws currentColor black unless it is replaced.
TEST(Formulas, HoldNothingThatQtSvgDrawsWrong) {
  static const QRegularExpression rest(QStringLiteral("[0-9]ex|width=|height=|<(?!/?svg|path)"));
  for (const QString& name : formulaNames()) {
    const QString text = textOf(QStringLiteral(":/formulas/%1.svg").arg(name));
    EXPECT_EQ(text.count(QStringLiteral("<svg")), 1) << name.toStdString();
    EXPECT_EQ(text.count(QStringLiteral("<path")), 1) << name.toStdString();
    EXPECT_EQ(text.count(QStringLiteral("currentColor")), 1) << name.toStdString();
    EXPECT_FALSE(text.contains(rest)) << name.toStdString();
  }
}

TEST(Formulas, AreDrawnWholeAndWithinTheirBox) {
  for (const QString& name : formulaNames()) {
    const QSizeF size = formulaSize(name, em);
    const QRect ink = inkOf(painted(name));
    ASSERT_FALSE(ink.isNull()) << name.toStdString();
    const QRectF box(QPointF(margin, margin), size);
    EXPECT_TRUE(box.adjusted(-1, -1.5, 1, 1.5).contains(QRectF(ink))) << name.toStdString();
    EXPECT_LT(ink.left(), box.left() + em / 3) << name.toStdString();
    EXPECT_GT(ink.right(), box.right() - em / 3) << name.toStdString();
    EXPECT_LT(ink.top(), box.top() + em / 2) << name.toStdString();
    EXPECT_GT(ink.bottom(), box.bottom() - em / 2) << name.toStdString();
    EXPECT_LT(size.width(), 30 * em) << name.toStdString();
  }
}

// A brace of three rows is built of pieces: its stem must be one unbroken stroke in one tone.
TEST(Formulas, ATallBraceHasNoGap) {
  const QImage image = painted(QStringLiteral("general_robust_extra"));
  int longest = 0;
  for (int x = 0; x < image.width(); ++x) {
    int run = 0;
    for (int y = 0; y < image.height(); ++y) {
      run = image.pixelColor(x, y).lightness() < 128 ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  EXPECT_GT(longest, 0.3 * formulaSize(QStringLiteral("general_robust_extra"), em).height());
}

TEST(Formulas, UnknownNamesHaveNoSizeAndNoInk) {
  for (const QString& name : {QString(), QStringLiteral("none_such")}) {
    EXPECT_TRUE(formulaSize(name, em).isEmpty());
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFormula(painter, image.rect(), name, Qt::black, em);
    EXPECT_TRUE(inkOf(image).isNull());
  }
}

TEST(Formulas, TakeTheColourAndItsOpacity) {
  EXPECT_EQ(darkest(painted(QStringLiteral("rmse_value"), QColor(200, 0, 40))), QColor(200, 0, 40));
  const QColor half = darkest(painted(QStringLiteral("rmse_value"), QColor(0, 0, 0, 128)));
  EXPECT_NEAR(half.lightness(), 127, 3);
}

TEST(Formulas, AreSharpOnADenseScreen) {
  QImage image(400, 100, QImage::Format_RGB32);
  image.setDevicePixelRatio(2);
  image.fill(Qt::white);
  QPainter painter(&image);
  paintFormula(painter, {0, 0, 200, 50}, QStringLiteral("mse_value"), Qt::black, em);
  painter.end();
  int split = 0;
  for (int y = 0; y < image.height(); y += 2)
    for (int x = 0; x < image.width(); x += 2) split += image.pixel(x, y) != image.pixel(x + 1, y + 1);
  EXPECT_GT(split, 50);
  EXPECT_NEAR(inkOf(image).width(), 2 * formulaSize(QStringLiteral("mse_value"), em).width(), em / 2);
}

class FormulaViewTest : public testing::Test {
 protected:
  void SetUp() override {
    view.setFont(fontOf(16));
    view.setFormula(QStringLiteral("huber_value"));
    view.setAutoFillBackground(true);
    setColors(Qt::white, Qt::black);
  }
  void setColors(const QColor& paper, const QColor& ink) {
    QPalette palette;
    palette.setColor(QPalette::Window, paper);
    palette.setColor(QPalette::WindowText, ink);
    view.setPalette(palette);
  }
  QImage grabbed(const QSize& size) {
    view.resize(size);
    return view.grab().toImage().convertToFormat(QImage::Format_RGB32);
  }
  /// The ink of the same formula in that width and all the height that it could want.
  QRect wholeInk(int width) const {
    QImage image(width + 2 * margin, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFormula(painter, QRectF(margin, 0, width, 300), view.formula(), Qt::black, view.emPixels());
    return inkOf(image);
  }

  FormulaView view;
};

TEST_F(FormulaViewTest, ItsColourIsThePalettesText) {
  EXPECT_EQ(darkest(grabbed(view.sizeHint())), QColor(Qt::black));
  setColors(Qt::white, QColor(0, 90, 160));
  EXPECT_EQ(darkest(grabbed(view.sizeHint())), QColor(0, 90, 160));
}

TEST_F(FormulaViewTest, ItsSizeFollowsTheFont) {
  const QSize small = view.sizeHint();
  EXPECT_NEAR(view.emPixels(), 1.15 * 16, 0.01);
  view.setFont(fontOf(32));
  EXPECT_NEAR(view.sizeHint().width(), 2 * small.width(), 2);
  EXPECT_NEAR(view.sizeHint().height(), 2 * small.height(), 2);
}

TEST_F(FormulaViewTest, ItStandsLeftAndInTheMiddle) {
  const QSize natural = view.sizeHint();
  const QRect ink = inkOf(grabbed(natural + QSize(100, 80)));
  EXPECT_LT(ink.left(), 4);
  EXPECT_LE(ink.right(), natural.width());
  EXPECT_NEAR(ink.center().y(), (natural.height() + 80) / 2, 3);
}

TEST_F(FormulaViewTest, NarrowItShrinksInsteadOfLosingAPiece) {
  const QSize natural = view.sizeHint();
  for (const double scale : {0.9, 0.75, 0.61}) {
    const int width = static_cast<int>(natural.width() * scale);
    const int height = view.heightForWidth(width);
    EXPECT_LT(height, natural.height());
    const QSize ink = inkOf(grabbed({width, height})).size();
    EXPECT_GT(ink.width(), width - 5);
    EXPECT_NEAR(ink.height(), wholeInk(width).height(), 1);
  }
}

TEST_F(FormulaViewTest, ALayoutNeverClipsIt) {
  EXPECT_NEAR(view.minimumSizeHint().width(), 0.6 * view.sizeHint().width(), 2);
  QWidget page;
  QVBoxLayout layout(&page);
  layout.setContentsMargins({});
  layout.addWidget(&view);
  for (const int width : {layout.totalMinimumSize().width(), 180, 300}) {
    page.resize(width, layout.totalMinimumHeightForWidth(width));
    layout.activate();
    layout.setGeometry(page.rect());
    const QSize ink = inkOf(grabbed(view.size())).size();
    const QSize whole = wholeInk(width).size();
    EXPECT_NEAR(ink.width(), whole.width(), 1) << width;
    EXPECT_NEAR(ink.height(), whole.height(), 1) << width;
  }
  view.setParent(nullptr);
}

TEST_F(FormulaViewTest, NoFormulaTakesNoRoom) {
  view.setFormula({});
  EXPECT_EQ(view.sizeHint(), QSize(0, 0));
  EXPECT_EQ(view.minimumSizeHint(), QSize(0, 0));
  EXPECT_EQ(view.heightForWidth(100), 0);
  EXPECT_TRUE(inkOf(grabbed({60, 30})).isNull());
}

TEST_F(FormulaViewTest, AScreenReaderSpeaksIt) {
  view.setSpoken(QStringLiteral("half r squared"));
  EXPECT_EQ(view.accessibleName(), QStringLiteral("half r squared"));
}

}  // namespace
}  // namespace lossarium::ui
