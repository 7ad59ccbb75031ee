#include "ui/widgets/parameter_row.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <gtest/gtest.h>

#include <limits>
#include <memory>

namespace lossarium::ui {
namespace {

constexpr ParameterSpec weight{
    .id = "alpha", .label = "Alpha", .minimum = 0, .maximum = 1, .initial = 0.5, .mayBeAbsent = true};
constexpr ParameterSpec reach{.id = "alpha",
                              .label = "Alpha",
                              .minimum = -std::numeric_limits<double>::infinity(),
                              .maximum = 4,
                              .initial = 1,
                              .scale = ParameterScale::openBelow};
constexpr ParameterSpec count{.id = "count",
                              .label = "Count",
                              .kind = ParameterKind::integer,
                              .minimum = 1,
                              .maximum = 100,
                              .initial = 10};

constexpr ParameterSpec batch{.id = "batch_size",
                              .label = "Batch size",
                              .kind = ParameterKind::integer,
                              .maximum = 100,
                              .zeroMeans = "all rows"};

struct Shown {
  explicit Shown(const ParameterSpec& spec)
      : row(makeParameterRow(spec, nullptr)),
        changed(row.get(), &ParameterRow::changed),
        removed(row.get(), &ParameterRow::removed) {
    row->resize(360, 40);
    row->QWidget::show();
  }
  QCheckBox* box() const { return row->findChild<QCheckBox*>(); }
  QSlider* slider() const { return row->findChild<QSlider*>(); }
  QLineEdit* field() const { return row->findChild<QLineEdit*>(); }
  void tick() const { QTest::mouseClick(box(), Qt::LeftButton, {}, {8, box()->height() / 2}); }
  void type(const char* text) const {
    field()->setFocus();
    field()->selectAll();
    for (const QChar letter : QString::fromUtf8(text))
      QTest::sendKeyEvent(QTest::Click, field(), Qt::Key_unknown, letter, {});
    QTest::keyClick(field(), Qt::Key_Return);
  }
  Value said() const { return changed.isEmpty() ? Value() : changed.last()[0].value<Value>(); }

  std::unique_ptr<ParameterRow> row;
  QSignalSpy changed, removed;
};

TEST(ParameterRow, ZeroCanHaveAWord) {
  const Shown shown(batch);
  shown.row->show(Value(std::int64_t{0}));
  EXPECT_EQ(shown.field()->text(), QStringLiteral("all rows"));
  shown.type("10");
  EXPECT_EQ(shown.said(), Value(std::int64_t{10}));
  shown.row->show(Value(std::int64_t{10}));
  shown.type("all rows");
  EXPECT_EQ(shown.said(), Value(std::int64_t{0}));
}

TEST(ParameterRow, ADoubleClickSelectsTheWholeNumber) {
  const Shown shown(weight);
  shown.row->show(Value(0.97));
  QTest::mouseDClick(shown.field(), Qt::LeftButton);
  EXPECT_EQ(shown.field()->selectedText(), QStringLiteral("0.97"));
  QTest::mouseClick(shown.field(), Qt::LeftButton);  // as a third click
  EXPECT_EQ(shown.field()->selectedText(), QStringLiteral("0.97"));
}

TEST(ParameterRow, ANumberThatMayBeAbsentHasACheckBox) {
  const Shown shown(weight);
  ASSERT_NE(shown.box(), nullptr);
  EXPECT_EQ(shown.box()->text(), QStringLiteral("Alpha"));
  shown.row->show(std::nullopt);
  EXPECT_FALSE(shown.box()->isChecked());
  EXPECT_FALSE(shown.slider()->isEnabled());
  EXPECT_FALSE(shown.field()->isEnabled());
  shown.row->show(Value(0.25));
  EXPECT_TRUE(shown.box()->isChecked());
  EXPECT_TRUE(shown.slider()->isEnabled());
  EXPECT_EQ(shown.field()->text(), "0.25");
  EXPECT_EQ(shown.changed.count() + shown.removed.count(), 0) << "it was told, and says nothing";
  EXPECT_EQ(Shown(count).box(), nullptr);
}

TEST(ParameterRow, ItsCheckBoxRemovesAndBringsBack) {
  const Shown shown(weight);
  shown.row->show(std::nullopt);
  shown.tick();
  ASSERT_EQ(shown.changed.count(), 1);
  EXPECT_EQ(shown.said(), Value(0.5)) << "at first the initial value";
  shown.row->show(Value(0.75));
  shown.tick();
  EXPECT_EQ(shown.removed.count(), 1);
  EXPECT_EQ(shown.changed.count(), 1);
  shown.row->show(std::nullopt);
  shown.tick();
  EXPECT_EQ(shown.said(), Value(0.75)) << "then the last one";
  EXPECT_EQ(shown.removed.count(), 1);
}

TEST(ParameterRow, TypedNumbersAreSaidInTheirKind) {
  const Shown shown(count);
  shown.row->show(Value(std::int64_t{10}));
  shown.type("1,000");
  EXPECT_EQ(shown.said(), Value(std::int64_t{1000}));
  shown.type("many");
  EXPECT_EQ(shown.said(), Value(std::string("many")));
  const Shown real(weight);
  real.row->show(Value(0.5));
  real.type("0,25");
  EXPECT_EQ(real.said(), Value(0.25));
  real.type("−1");
  EXPECT_EQ(real.said(), Value(-1.0));
}

TEST(ParameterRow, ANumberReachesDownToInfinity) {
  const Shown shown(reach);
  shown.row->show(Value(-std::numeric_limits<double>::infinity()));
  EXPECT_EQ(shown.field()->text(), "-inf");
  EXPECT_EQ(shown.slider()->value(), shown.slider()->minimum());
  shown.row->show(Value(1.0));
  EXPECT_GT(shown.slider()->value(), shown.slider()->minimum());
  shown.slider()->setFocus();
  QTest::keyClick(shown.slider(), Qt::Key_Home);
  EXPECT_EQ(shown.said(), Value(-std::numeric_limits<double>::infinity()));
  QTest::keyClick(shown.slider(), Qt::Key_End);
  EXPECT_EQ(shown.said(), Value(4.0));
  shown.type("-inf");
  EXPECT_EQ(shown.said(), Value(-std::numeric_limits<double>::infinity()));
}

TEST(ParameterRow, WidthsGrowWithTheText) {
  const Shown shown(weight);
  const int before = shown.field()->width();
  QFont font = shown.row->font();
  font.setPixelSize(2 * shown.row->fontInfo().pixelSize());
  shown.row->setFont(font);
  EXPECT_GT(shown.field()->width(), 3 * before / 2);
}

}  // namespace
}  // namespace lossarium::ui
