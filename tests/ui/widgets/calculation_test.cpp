// What is written out is read again and done: the reader comes to the result that is shown.
#include "ui/widgets/calculation.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>

namespace lossarium::ui {
namespace {

double read(QString text) {
  text.replace(QChar(0x2212), QLatin1Char('-'));
  const auto times = text.indexOf(QStringLiteral("×10"));
  if (times < 0) return text.toDouble();
  QString power = text.mid(times + 3);
  const QString raised = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  for (int digit = 0; digit < 10; ++digit) power.replace(raised[digit], QString::number(digit));
  power.replace(QChar(0x207B), QLatin1Char('-'));
  return text.left(times).toDouble() * std::pow(10, power.toInt());
}

double product(std::span<const double> each) { return each[0] * each[1]; }
double sum(std::span<const double> each) { return each[0] + each[1]; }

TEST(Significant, HasAsManyDigitsWhateverTheSize) {
  EXPECT_EQ(significant(0.350764, 5), "0.35076");
  EXPECT_EQ(significant(-0.0291234567, 6), QStringLiteral("−0.0291235"));
  EXPECT_EQ(significant(0.000123456, 4), QStringLiteral("1.235×10⁻⁴"));
  EXPECT_EQ(significant(0.9, 6), "0.9");
  EXPECT_EQ(significant(180, 6), "180");
  EXPECT_EQ(significant(0.9999999, 3), "1.00");
  EXPECT_EQ(significant(std::nan(""), 3), QStringLiteral("–"));
}

TEST(DigitsThatDiffer, AreAsFewAsCan) {
  EXPECT_EQ(digitsThatDiffer({0.002, 0.0063, 0.02, 0.063}, 1), 1);
  EXPECT_EQ(digitsThatDiffer({28.98, 28.99, 31.0}, 2), 4);
  EXPECT_EQ(digitsThatDiffer({1, 1}, 2), 2) << "equal ones cannot be told apart";
}

TEST(Calculation, TheReaderComesToWhatIsShown) {
  Random random(7, "calculation");
  for (int i = 0; i < 2000; ++i) {
    const double a = random.normal() * std::pow(10, i % 7 - 4), b = random.normal() * std::pow(10, i % 5 - 2);
    for (const auto rule : {product, sum}) {
      const double exact[] = {a, b};
      const Calculation shown = calculation({a, b}, rule(std::span<const double>(exact)), rule);
      const double operands[] = {read(shown.operands[0]), read(shown.operands[1])};
      const double again = rule(std::span<const double>(operands));
      bool agrees = false;
      for (int n = 1; n <= 6; ++n) agrees = agrees || significant(again, n) == shown.result;
      EXPECT_TRUE(agrees) << shown.operands[0].toStdString() << " and " << shown.operands[1].toStdString()
                          << " give " << again << ", not " << shown.result.toStdString();
    }
  }
}

TEST(Written, PutsSignsBetweenTheTerms) {
  EXPECT_EQ(written({QStringLiteral("−1.5·2"), QStringLiteral("−3"), QStringLiteral("4")}),
            QStringLiteral("−1.5·2 − 3 + 4"));
}

}  // namespace
}  // namespace lossarium::ui
