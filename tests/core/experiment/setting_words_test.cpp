#include "core/experiment/setting_words.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

TEST(SettingWords, AreThoseThatPeopleRead) {
  EXPECT_EQ(nameInWords("optimizer.learning_rate"), "learning rate");
  EXPECT_EQ(nameInWords("penalty.l2"), "L2");
  EXPECT_EQ(valueInWords("loss.id", std::string("mse")), "MSE");
  EXPECT_EQ(valueInWords("optimizer.id", std::string("gradient_descent")), "Gradient descent");
  EXPECT_EQ(valueInWords("model.id", std::string("mlp")), "Network");
  EXPECT_EQ(valueInWords("optimizer.schedule", std::string("one_cycle")), "one cycle");
  EXPECT_EQ(valueInWords("dataset.file", std::string("my_data.csv")), "my_data.csv");
  EXPECT_EQ(valueInWords("optimizer.learning_rate", 0.1), "0.1");
}

}  // namespace
}  // namespace lossarium
